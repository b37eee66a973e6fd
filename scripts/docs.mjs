// Writes docs/reference from the code, or (--check) fails when what is committed differs: a reference that is not
// generated is wrong within a month.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBun } from './bun.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const bun = findBun(root, manifest.dependencies.bun)
if (bun === null) {
  console.error('The runtime is missing: run npm start or npm ci first.')
  process.exit(2)
}
const run = spawnSync(bun, [join(root, 'scripts', 'docs.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
})
process.exit(run.status ?? 2)
