// Fetches the Claude Code binaries that the journeys drive: what warmkey promises is what a person sees in the real client,
// and a double would only repeat what we believe of it. They lie outside the checkout, so that a fresh clone finds them.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { npmCommand } from './npm-ci.mjs'
import { explainNpmFailure } from './npm-failure.mjs'

/** The oldest that is served (it takes a 403 as final), and the newest at the time of writing, with sizes of Linux on x64. */
const known = [
  { version: '2.1.197', downloadMb: 77 },
  { version: '2.1.329', downloadMb: 174 },
]
const diskMb = 377

export const clientVersions = known.map(({ version }) => version)

/** The binary of that version, or `null` when it has not been fetched. */
export function clientFile(version) {
  const file = join(folderOf(version), binaryName)
  return existsSync(file) ? file : null
}

const binaryName = process.platform === 'win32' ? 'claude.exe' : 'claude'

function cacheFolder() {
  const { WARMKEY_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (WARMKEY_CACHE) return WARMKEY_CACHE
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'warmkey')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'warmkey')
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'warmkey')
  return join(homedir(), '.cache', 'warmkey')
}

const folderOf = (version) => join(cacheFolder(), 'clients', `claude-${version}`)

/** Fetches the versions that are missing and says what it does. Gives a sentence for each that could not be had. */
export function fetchClients(versions, say) {
  const missing = known.filter(({ version }) => versions.includes(version) && clientFile(version) === null)
  if (missing.length === 0) return []
  const downloadMb = missing.reduce((sum, { downloadMb }) => sum + downloadMb, 0)
  say(
    `Fetching Claude Code ${missing.map(({ version }) => version).join(' and ')} for the tests with the real client: ` +
      `${downloadMb} MB to download, ${diskMb * missing.length} MB in ${cacheFolder()}.`,
  )
  const problems = missing.map(({ version }) => fetchOne(version))
  return problems.filter((problem) => problem !== null)
}

/** Installs into a folder of its own, proves that it runs, and only then gives it its name. */
function fetchOne(version) {
  const clients = join(cacheFolder(), 'clients')
  let staging
  try {
    mkdirSync(clients, { recursive: true })
    removeLeftovers(clients)
    staging = mkdtempSync(join(clients, '.fetching-'))
    const name = `@anthropic-ai/claude-code-${platformName()}`
    const npm = npmCommand()
    const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier']
    const run = spawnSync(npm.file, [...npm.args, 'install', '--prefix', staging, ...flags, `${name}@${version}`], {
      cwd: staging,
      encoding: 'utf8',
      maxBuffer: 64e6,
    })
    if (run.error) return `npm could not be started: ${run.error.message}`
    if (run.status !== 0) {
      const { cause, todo } = explainNpmFailure(run.stderr + run.stdout)
      return `Claude Code ${version} could not be fetched: ${cause} ${todo}`
    }
    const file = join(staging, 'node_modules', ...name.split('/'), binaryName)
    const problem = proveVersion(file, version, staging)
    if (problem !== null) return problem
    const ready = join(staging, 'ready')
    mkdirSync(ready)
    renameSync(file, join(ready, binaryName))
    // Another run may have been faster; a half folder of that name cannot be there.
    if (clientFile(version) === null) renameSync(ready, folderOf(version))
    return null
  } catch (error) {
    return `Claude Code ${version} could not be kept in ${clients}: ${error.message}`
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true })
  }
}

/** What a run left that was stopped in the middle. */
function removeLeftovers(clients) {
  for (const name of readdirSync(clients).filter((each) => each.startsWith('.fetching-'))) {
    const hours = (Date.now() - statSync(join(clients, name)).mtimeMs) / 3_600_000
    if (hours > 1) rmSync(join(clients, name), { recursive: true, force: true })
  }
}

function proveVersion(file, version, home) {
  const run = spawnSync(file, ['--version'], {
    env: { HOME: home, PATH: '/usr/bin:/bin' },
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (run.status === 0 && run.stdout.startsWith(`${version} `)) return null
  return `What was fetched as Claude Code ${version} does not run here: ${run.error?.message ?? (run.stdout + run.stderr).trim().slice(0, 200)}`
}

function platformName() {
  const musl = process.platform === 'linux' && process.report?.getReport().header.glibcVersionRuntime === undefined
  return `${process.platform}-${process.arch}${musl ? '-musl' : ''}`
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = fetchClients(clientVersions, console.log)
  for (const version of clientVersions) console.log(`Claude Code ${version}: ${clientFile(version) ?? 'missing'}`)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
