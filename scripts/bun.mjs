// Finds the Bun that npm installed, as bin/warmkey does, and proves it by running it: what the scripts start has to be a
// program of this machine, not the placeholder that is left where install scripts are blocked, and not half a download.

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Below this many bytes the file is npm's placeholder: a few lines of shell. */
const placeholderBytes = 1_000_000

/** The path of the Bun binary under `root`, or `null`. It has been run, and answered with `version`. */
export function findBun(root, version) {
  return candidates(root).find((file) => isBinary(file) && answers(file, version)) ?? null
}

function candidates(root) {
  const modules = join(root, 'node_modules')
  const platforms = join(modules, '@oven')
  const packages = existsSync(platforms) ? readdirSync(platforms) : []
  return [
    join(modules, 'bun', 'bin', 'bun.exe'),
    ...packages.flatMap((name) => ['bun', 'bun.exe'].map((file) => join(platforms, name, 'bin', file))),
  ]
}

function isBinary(file) {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat?.isFile() === true && stat.size > placeholderBytes
}

function answers(file, version) {
  // An empty environment: BUN_OPTIONS and its like would take part. Windows starts no program without SystemRoot.
  const env = process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {}
  const run = spawnSync(file, ['--version'], { encoding: 'utf8', env, timeout: 20_000 })
  return run.status === 0 && run.stdout.trim() === version
}
