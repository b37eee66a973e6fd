// `npm run bench`: the benchmarks are programs of Bun; this finds it. What follows `--` goes to them.

import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { root, setUp } from './setup.mjs'

const { bun } = await setUp({ dev: true, again: 'npm run bench' })
const bench = spawn(bun, [join(root, 'bench', 'run.ts'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: root })
process.on('SIGINT', () => {})
process.on('SIGTERM', () => bench.kill('SIGTERM'))
bench.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
