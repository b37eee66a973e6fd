// Fetches the opencode that a journey drives: what `connect opencode` promises is what the real one does with its settings.
// It lies outside the checkout, beside the Claude Code binaries. Runs on Node and on Bun.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cacheFolder } from './cache-folder.mjs'

export const opencodeVersion = '1.18.33'

/** Of Linux on x64. */
const downloadMb = 56

const binaryName = process.platform === 'win32' ? 'opencode.exe' : 'opencode'

const folder = () => join(cacheFolder(), 'clients', `opencode-${opencodeVersion}`)

/** The binary, or `null` when it has not been fetched. */
export function opencodeFile() {
  const file = join(folder(), binaryName)
  return existsSync(file) ? file : null
}

/** Fetches it where it is missing. Gives a sentence when it could not be had, else `null`. */
export function fetchOpencode(say) {
  if (opencodeFile() !== null) return null
  say(
    `Fetching opencode ${opencodeVersion} for the tests with the real client: ${downloadMb} MB into ${cacheFolder()}.`,
  )
  const clients = join(cacheFolder(), 'clients')
  mkdirSync(clients, { recursive: true })
  const staging = mkdtempSync(join(clients, '.fetching-'))
  try {
    const musl = process.platform === 'linux' && process.report?.getReport().header.glibcVersionRuntime === undefined
    const platform = process.platform === 'win32' ? 'windows' : process.platform
    const name = `opencode-${platform}-${process.arch}${musl ? '-musl' : ''}`
    const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier']
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const run = spawnSync(npm, ['install', '--prefix', staging, ...flags, `${name}@${opencodeVersion}`], {
      cwd: staging,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    })
    if (run.status !== 0)
      return `opencode ${opencodeVersion} could not be fetched: ${(run.stderr ?? '').trim().slice(-300)}`
    const file = join(staging, 'node_modules', name, 'bin', binaryName)
    const proof = spawnSync(file, ['--version'], { env: { HOME: staging, PATH: '/usr/bin:/bin' }, encoding: 'utf8' })
    if (proof.stdout?.trim() !== opencodeVersion)
      return `What was fetched as opencode ${opencodeVersion} does not run here.`
    const ready = join(staging, 'ready')
    mkdirSync(ready)
    renameSync(file, join(ready, binaryName))
    if (opencodeFile() === null) renameSync(ready, folder())
    return null
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problem = fetchOpencode(console.log)
  console.log(`opencode ${opencodeVersion}: ${opencodeFile() ?? 'missing'}`)
  if (problem !== null) {
    console.error(problem)
    process.exitCode = 1
  }
}
