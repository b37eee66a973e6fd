// Fetches the Claude Code binaries that the journeys and the demo drive: what warmkey promises is what a person sees in the
// real client, and a double would only repeat what we believe of it. They lie outside the checkout, so that a fresh clone
// finds them. Runs on Node and on Bun.

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cacheFolder } from './cache-folder.mjs'
import { npmCommand, showProgress, sizeOf } from './npm-ci.mjs'
import { explainNpmFailure } from './npm-failure.mjs'

/** The oldest that is served (it takes a 403 as final), and the newest at the time of writing, with sizes of Linux on x64. */
const known = [
  { version: '2.1.197', downloadMb: 77, diskMb: 246 },
  { version: '2.1.329', downloadMb: 174, diskMb: 378 },
]

export const clientVersions = known.map(({ version }) => version)

/** The binary of that version, or `null` when it has not been fetched. */
export function clientFile(version) {
  const file = join(folderOf(version), binaryName)
  return existsSync(file) ? file : null
}

/** What a version weighs, `{ downloadMb, diskMb }`; of one that is not known, what the newest known one does. */
export function clientSizes(version) {
  return known.find((each) => each.version === version) ?? known.at(-1)
}

/** Every version that has been fetched, the newest last. */
export function keptVersions() {
  const clients = join(cacheFolder(), 'clients')
  const names = existsSync(clients) ? readdirSync(clients) : []
  const versions = names.flatMap((name) => /^claude-(\d+\.\d+\.\d+)$/.exec(name)?.slice(1) ?? [])
  return versions
    .filter((version) => clientFile(version) !== null)
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
}

const binaryName = process.platform === 'win32' ? 'claude.exe' : 'claude'

const folderOf = (version) => join(cacheFolder(), 'clients', `claude-${version}`)

/**
 * Fetches those of the tests' versions that are missing, says so and shows how far it is. Gives a sentence for each that
 * could not be had; when `signal` aborts, nothing of an unfinished one is left and its reason is thrown.
 */
export async function fetchClients(versions, { say, signal }) {
  const missing = known.filter(({ version }) => versions.includes(version) && clientFile(version) === null)
  if (missing.length === 0) return []
  const sum = (size) => missing.reduce((total, each) => total + each[size], 0)
  const names = missing.map(({ version }) => version).join(' and ')
  say(`npm fetches Claude Code ${names} for the tests with the real client,`)
  say(`${sum('downloadMb')} MB; on disk ${sum('diskMb')} MB, in ${cacheFolder()}, kept for the next time.`)
  const problems = []
  for (const { version, diskMb } of missing) {
    const fetching = fetchClient(version, { signal })
    const endProgress = showProgress({ bytes: fetching.bytes, expectedMb: diskMb, screen: process.stderr })
    try {
      await fetching.done
    } catch (error) {
      signal.throwIfAborted()
      problems.push(error.message)
    } finally {
      endProgress()
    }
  }
  return problems
}

/**
 * Fetches any version while the caller goes on. `done` resolves when it is there and rejects with a sentence, or with the
 * reason of `signal` once npm has ended and nothing is left of it. `bytes()` says how much has arrived.
 */
export function fetchClient(version, { signal }) {
  let plan = null
  const fetch = async () => {
    try {
      plan = prepare(version)
    } catch (error) {
      throw new Error(notKept(version, error))
    }
    try {
      const run = await runNpm(plan.file, plan.args, { cwd: plan.staging, signal })
      const problem = finish(plan, run)
      if (problem !== null) throw new Error(problem)
    } finally {
      rmSync(plan.staging, { recursive: true, force: true })
    }
  }
  return { done: fetch(), bytes: () => (plan === null ? 0 : sizeOf(plan.staging)) }
}

/** The version that npm installs now where nobody names one. Rejects with a sentence. */
export async function currentVersion({ signal }) {
  const npm = npmCommand()
  const args = [
    ...npm.args,
    'view',
    `@anthropic-ai/claude-code-${platformName()}@latest`,
    'version',
    '--no-update-notifier',
    // Whoever waits has something to do without the answer.
    '--fetch-retries=0',
    '--fetch-timeout=15000',
  ]
  const run = await runNpm(npm.file, args, { cwd: homedir(), signal })
  const version = /^\d+\.\d+\.\d+$/m.exec(run.stdout)?.[0]
  if (version === undefined) throw new Error(`npm does not say which Claude Code is current: ${whyNot(run)}`)
  return version
}

/** Makes a folder for one installation, and the command that fills it. */
function prepare(version) {
  const clients = join(cacheFolder(), 'clients')
  mkdirSync(clients, { recursive: true })
  removeLeftovers(clients)
  const staging = mkdtempSync(join(clients, '.fetching-'))
  const name = `@anthropic-ai/claude-code-${platformName()}`
  const npm = npmCommand()
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier']
  const args = [...npm.args, 'install', '--prefix', staging, ...flags, `${name}@${version}`]
  return { version, name, staging, file: npm.file, args }
}

/** Proves that what npm brought runs, and only then gives it its name; else a sentence. */
function finish({ version, name, staging }, run) {
  if (run.error || run.status !== 0) return `Claude Code ${version} could not be fetched: ${whyNot(run)}`
  try {
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
    return notKept(version, error)
  }
}

const notKept = (version, error) =>
  `Claude Code ${version} could not be kept in ${join(cacheFolder(), 'clients')}: ${error.message}`

function whyNot(run) {
  if (run.error) return `npm could not be started (${run.error.message}).`
  const { cause, todo } = explainNpmFailure(run.stderr + run.stdout)
  return `${cause} ${todo}`
}

/** What `spawnSync` gives, without standing still; when `signal` aborts, npm and what it started are ended first. */
async function runNpm(file, args, { cwd, signal }) {
  signal.throwIfAborted()
  // A process group of its own: Ctrl-C at the terminal is for the caller to understand.
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
  const run = { status: null, stdout: '', stderr: '', error: undefined }
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => {
      run[name] = (run[name] + text).slice(-200_000)
    })
  }
  const stop = () => {
    if (child.pid === undefined) return
    try {
      if (process.platform === 'win32') child.kill()
      else process.kill(-child.pid, 'SIGTERM')
    } catch {
      // It has ended already.
    }
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    run.status = await new Promise((resolve) => {
      child.once('close', resolve).once('error', (error) => {
        run.error = error
        resolve(null)
      })
    })
  } finally {
    signal.removeEventListener('abort', stop)
  }
  signal.throwIfAborted()
  return run
}

/** What a run left that was stopped in the middle. */
function removeLeftovers(clients) {
  for (const name of readdirSync(clients).filter((each) => each.startsWith('.fetching-'))) {
    const hours = (Date.now() - statSync(join(clients, name)).mtimeMs) / 3_600_000
    if (hours > 1) rmSync(join(clients, name), { recursive: true, force: true })
  }
}

/** Windows starts no program without it. */
const windowsNeeds = process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {}

function proveVersion(file, version, home) {
  const run = spawnSync(file, ['--version'], {
    env: { HOME: home, PATH: '/usr/bin:/bin', ...windowsNeeds },
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
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  try {
    const problems = await fetchClients(clientVersions, { say: console.log, signal: controller.signal })
    for (const version of clientVersions) console.log(`Claude Code ${version}: ${clientFile(version) ?? 'missing'}`)
    for (const problem of problems) console.error(problem)
    process.exitCode = problems.length > 0 ? 1 : 0
  } catch (error) {
    if (!controller.signal.aborted) throw error
    process.exitCode = 130
  }
}
