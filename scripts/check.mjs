// `npm run check`: what can be said about the code without running it. A tool that is missing is a failure: a check that
// looked at nothing must not pass.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, setUp } from './setup.mjs'

const checks = [
  { name: 'types', tool: 'node_modules/typescript/bin/tsc', args: ['--noEmit', '--project', '.'] },
  {
    name: 'lint and format',
    tool: 'node_modules/@biomejs/biome/bin/biome',
    args: ['check', '--diagnostic-level=warn'],
  },
  { name: 'documents in sync with the code', tool: 'scripts/docs.mjs', args: ['--check'] },
]

/** Runs every check, says which pass, shows the output of those that do not. Gives `{ passed, failed }`. */
export function runChecks(say) {
  let failed = 0
  for (const { name, tool, args } of checks) {
    const problem = existsSync(join(root, tool)) ? run(tool, args) : `${tool} is missing.`
    say(`${problem === null ? 'ok    ' : 'FAILED'}  ${name}`)
    if (problem !== null) {
      failed += 1
      say(problem.trimEnd())
    }
  }
  return { passed: checks.length - failed, failed }
}

/** What the tool said, if it was not content. */
function run(tool, args) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [join(root, tool), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64e6,
  })
  if (error) return error.message
  return status === 0 ? null : stdout + stderr
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setUp({ dev: true, again: 'npm run check' })
  process.exitCode = runChecks(console.log).failed > 0 ? 1 : 0
}
