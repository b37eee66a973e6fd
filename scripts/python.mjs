// Fetches the Python packages that some tests drive: boto3, and moto as a double of AWS that nobody here wrote. They lie in
// a virtual environment outside the checkout under the hash of their list, so that they are fetched once. Runs on Node and
// on Bun.

import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cacheFolder } from './cache-folder.mjs'
import { showProgress, sizeOf } from './npm-ci.mjs'

const list = fileURLToPath(new URL('../test/python/requirements.txt', import.meta.url))
/** On Linux, x64. */
const sizesMb = { download: 37, disk: 140 }
/** Of the first Python for which every package of the list exists. */
const oldestPython = [3, 11]

/** Commands that start a Python 3, the likeliest first. */
const pythons = process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python']

const folder = () =>
  join(cacheFolder(), 'python', createHash('sha256').update(readFileSync(list)).digest('hex').slice(0, 16))

const programIn = (environment) =>
  process.platform === 'win32' ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python')

/** The Python that has the packages, or `null`. */
export function pythonFile() {
  // A link to a Python of the system that has gone counts as missing.
  const file = programIn(folder())
  return existsSync(file) ? file : null
}

/** A Python of this machine that can make virtual environments, as `{ command }`, or a sentence, as `{ problem }`. */
export function findPython() {
  let problem = 'There is no Python here; the tests that need one are left out.'
  for (const command of pythons) {
    const ask = ['-c', 'import sys; print(*sys.version_info[:2])']
    const version = /^(3) (\d+)/.exec(spawnSync(command, ask, { encoding: 'utf8' }).stdout ?? '')
    if (version === null) continue
    if (Number(version[2]) < oldestPython[1])
      problem = `The tests with Python want ${oldestPython.join('.')} or newer; ${command} is ${version[1]}.${version[2]}.`
    else if (spawnSync(command, ['-c', 'import venv, ensurepip']).status === 0) return { command }
    else problem = `The Python here (${command}) lacks venv and pip, which Debian has in python3-venv.`
  }
  return { problem }
}

/**
 * Fetches the packages where they are missing, says so and shows how far it is. Gives a sentence when they could not be
 * had, else `null`; when `signal` aborts, nothing of an unfinished environment is left and its reason is thrown.
 */
export async function fetchPython({ say, signal }) {
  if (pythonFile() !== null) return null
  const { command, problem } = findPython()
  if (command === undefined) return problem
  say(`pip fetches boto3 and moto for the tests with Python: ${sizesMb.download} MB; on disk ${sizesMb.disk} MB,`)
  say(`in ${cacheFolder()}, kept for the next time.`)
  const parent = join(cacheFolder(), 'python')
  mkdirSync(parent, { recursive: true })
  const staging = mkdtempSync(join(parent, '.fetching-'))
  const endProgress = showProgress({ bytes: () => sizeOf(staging), expectedMb: sizesMb.disk, screen: process.stderr })
  try {
    const made = await run(command, ['-m', 'venv', staging], signal)
    if (made.code !== 0) return `Python could not make an environment for the tests: ${made.last}`
    const flags = ['--quiet', '--disable-pip-version-check', '--no-input', '--only-binary', ':all:', '--no-deps']
    const fetched = await run(programIn(staging), ['-m', 'pip', 'install', ...flags, '-r', list], signal)
    if (fetched.code !== 0) return `pip could not fetch the packages of the tests with Python: ${fetched.last}`
    const proof = await run(programIn(staging), ['-c', 'import boto3, moto.server'], signal)
    if (proof.code !== 0) return `What pip fetched for the tests with Python does not run here: ${proof.last}`
    // Another run may have been faster. What is left of one whose Python has gone makes place.
    if (pythonFile() === null) {
      rmSync(folder(), { recursive: true, force: true })
      renameSync(staging, folder())
    }
    return null
  } finally {
    endProgress()
    rmSync(staging, { recursive: true, force: true })
  }
}

/** Ends what it started before it throws the reason of `signal`. */
async function run(file, args, signal) {
  signal.throwIfAborted()
  // A process group of its own: Ctrl-C at the terminal is for the caller to understand.
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: process.platform !== 'win32' })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-20_000)
  })
  const stop = () => {
    try {
      if (process.platform === 'win32' || child.pid === undefined) child.kill()
      else process.kill(-child.pid, 'SIGTERM')
    } catch {
      // It has ended already.
    }
  }
  signal.addEventListener('abort', stop, { once: true })
  const code = await new Promise((resolve) => {
    child.once('close', resolve).once('error', (error) => {
      said = error.message
      resolve(-1)
    })
  })
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  return { code, last: said.trim().replace(/\s+/g, ' ').slice(-400) }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  try {
    const problem = await fetchPython({ say: console.log, signal: controller.signal })
    console.log(`Python with boto3 and moto: ${pythonFile() ?? 'missing'}`)
    if (problem !== null) {
      console.error(problem)
      process.exitCode = 1
    }
  } catch (error) {
    if (!controller.signal.aborted) throw error
    process.exitCode = 130
  }
}
