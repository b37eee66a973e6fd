// Makes a checkout ready to run, from Node and npm alone: every script that needs Bun or a package calls this first, so
// that nobody has to know what `npm ci` is. When all is there it costs some 30 ms and says nothing.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasDevPackages, inspect, lockedBun } from './installed.mjs'
import { elapsed, npmCi } from './npm-ci.mjs'
import { explainNpmFailure, failedOnCache } from './npm-failure.mjs'
import { isLocked, takeLock } from './setup-lock.mjs'

const oldestNode = 18

/** Of Linux on x64, within a tenth of that elsewhere; they only say what to expect. */
const sizesMb = { run: { download: 87, disk: 166 }, dev: { download: 157, disk: 313 } }

/** The checkout this script belongs to. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

/**
 * Installs what is missing and gives `{ bun }`, the path of a Bun that runs. Ends the process, with a sentence, when it
 * cannot: exit 1, or 128 + n on signal n.
 * `dev`: also the packages that tests and checks need. `again`: what the user types to repeat, for that sentence.
 */
export async function setUp({ dev = false, again = 'npm start' } = {}) {
  const node = Number(process.versions.node.split('.')[0])
  if (node < oldestNode)
    stop(1, `warmkey needs Node ${oldestNode} or newer to set itself up; this is Node ${process.versions.node}.`)
  try {
    const found = isLocked(root) ? null : inspect(root, { dev })
    if (found?.missing === null) return { bun: found.bun }
    return { bun: await install({ dev, again }) }
  } catch (error) {
    const place = error.path ? ` (${error.path})` : ''
    const hint = ['EACCES', 'EPERM', 'EROFS'].includes(error.code)
      ? `this user may not write in ${root}${place}. Work in a copy of the folder that is yours.`
      : error.code === 'ENOENT' && error.syscall?.startsWith('spawn')
        ? 'npm was not found. Install Node together with npm.'
        : `${error.message}.`
    return stop(1, `warmkey could not be set up: ${hint}`)
  }
}

async function install({ dev, again }) {
  const lock = await takeLock(root, (pid) =>
    say(`Another set-up of this folder is running${pid ? ` (process ${pid})` : ''}; waiting for it.`),
  )
  try {
    const { missing, bun } = inspect(root, { dev })
    if (missing === null) return bun
    // Whoever ran the tests here keeps their packages: taking them away would only mean fetching them again.
    const withDev = dev || hasDevPackages(root)
    const size = sizesMb[withDev ? 'dev' : 'run']
    say(`Setting up warmkey in ${root} (${missing}).`)
    say(`npm fetches Bun ${lockedBun(root)} and the packages, about ${size.download} MB; on disk ${size.disk} MB.`)
    const { ok, output, elapsedMs } = await runNpm({ dev: withDev, expectedMb: size.disk, lock, again })
    if (!ok) return fail(output, again)
    const now = inspect(root, { dev })
    if (now.missing !== null) {
      const folder = join(root, 'node_modules')
      return stop(1, `npm reports success, yet ${now.missing}. Delete ${folder} and type: ${again}`)
    }
    say(`Set up in ${elapsed(elapsedMs)}.`)
    return now.bun
  } finally {
    lock.release()
  }
}

/** `npm ci`, once more with a cache folder of its own if the user's cannot be used; stopped by Ctrl-C. */
async function runNpm({ dev, expectedMb, lock, again }) {
  // What an earlier run left may look complete until npm has removed it: npm's record goes first.
  rmSync(join(root, 'node_modules', '.package-lock.json'), { force: true })
  const once = (cache) => {
    let letGo = () => {}
    const onStart = (child) => {
      lock.alsoHeldBy(child.pid)
      letGo = stopOnSignal(child, lock, again)
    }
    return npmCi({ root, dev, expectedMb, cache, screen: process.stderr, onStart }).finally(() => letGo())
  }
  const first = await once(null)
  if (first.ok || !failedOnCache(first.output, root)) return first
  say('npm cannot use its cache folder; taking a temporary one.')
  const cache = mkdtempSync(join(tmpdir(), 'warmkey-npm-cache-'))
  try {
    return await once(cache)
  } finally {
    rmSync(cache, { recursive: true, force: true })
  }
}

/** While npm runs: on a signal stop it and all it started, then say one line and end as a signal ends a program. */
function stopOnSignal(child, lock, again) {
  const kill = (signal) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
    } catch {
      // It has just ended.
    }
  }
  const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }
  const handlers = Object.entries(exitCodes).map(([signal, code]) => {
    const handler = () => {
      child.removeAllListeners('close')
      child.once('close', () => {
        lock.release()
        stop(
          code,
          `${process.stderr.isTTY ? '\r\x1b[K' : ''}Stopped; the set-up is not complete. To go on, type: ${again}`,
        )
      })
      // npm would tidy up for seconds; the next set-up starts from nothing anyway.
      kill('SIGKILL')
    }
    process.on(signal, handler)
    return [signal, handler]
  })
  return () => {
    for (const [signal, handler] of handlers) process.removeListener(signal, handler)
  }
}

function fail(output, again) {
  const { cause, todo, lines } = explainNpmFailure(output)
  say(`warmkey could not be set up: ${cause}`)
  say(`${todo}\nThen type: ${again}`)
  if (lines.length > 0) say(`\nIn npm's words:\n${lines.map((line) => `  ${line}`).join('\n')}`)
  stop(1)
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function stop(code, line) {
  if (line !== undefined) say(line)
  process.exit(code)
}
