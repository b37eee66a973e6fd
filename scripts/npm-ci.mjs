// Runs `npm ci` and shows how far it is. npm itself shows nothing for a minute when it has no terminal of its own, and a
// person who sees nothing for a minute presses Ctrl-C.

import { spawn } from 'node:child_process'
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const redrawEveryMs = 500
const lineEveryMs = 5_000
const silenceMs = 20_000
/** npm's output is kept to explain a failure; the end of it is enough. */
const keepCharacters = 200_000

/**
 * `npm ci` in `root`, without the packages for tests unless `dev`.
 * `expectedMb`: size of node_modules when it is done. `cache`: a folder for npm's cache instead of the user's, or `null`.
 * `screen`: the stream for the progress. `onStart(child)`: gets the process, to stop it.
 * Resolves to `{ ok, output, elapsedMs }`, or rejects when npm could not be started.
 */
export async function npmCi({ root, dev, expectedMb, cache, screen, onStart }) {
  const npm = npmCommand()
  const args = ['ci', dev ? '--include=dev' : '--omit=dev', '--include=optional', '--no-audit', '--no-fund']
  // A process group of its own: Ctrl-C reaches this script, which stops npm and whatever npm started.
  const child = spawn(npm.file, [...npm.args, ...args, '--no-update-notifier', ...(cache ? ['--cache', cache] : [])], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-keepCharacters)
    })
  }
  const startedMs = Date.now()
  const stopProgress = showProgress({ bytes: () => sizeOf(join(root, 'node_modules')), expectedMb, screen })
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject).once('close', resolve)
      if (child.pid !== undefined) onStart(child)
    })
    return { ok: code === 0, output, elapsedMs: Date.now() - startedMs }
  } finally {
    stopProgress()
  }
}

/** npm as a program that needs no shell: the one that runs this script, else the one beside Node, else from the PATH. */
export function npmCommand() {
  // The scripts that Bun runs want npm as well, and npm wants Node.
  const node = process.versions.bun === undefined ? process.execPath : (globalThis.Bun.which('node') ?? 'node')
  const beside = dirname(node)
  const places = [
    process.env.npm_execpath,
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  // npm_execpath is set by yarn and pnpm too.
  const script = places.find((path) => path && basename(path) === 'npm-cli.js' && existsSync(path))
  return script ? { file: node, args: [script] } : { file: 'npm', args: [] }
}

/** On a terminal one line, redrawn; elsewhere a line now and then. `bytes()` says how far it is. Gives its end. */
export function showProgress({ bytes, expectedMb, screen }) {
  const startedMs = Date.now()
  let shownMb = -1
  let grownAtMs = startedMs
  let saidAtMs = startedMs
  const timer = setInterval(() => {
    const nowMs = Date.now()
    const mb = Math.min(Math.round(bytes() / 1e6), expectedMb)
    if (mb !== shownMb) grownAtMs = nowMs
    shownMb = mb
    const wait = nowMs - grownAtMs >= silenceMs ? ', waiting for the registry' : ''
    const text = `  ${mb} of about ${expectedMb} MB, ${elapsed(nowMs - startedMs)}${wait}`
    if (screen.isTTY) screen.write(`\r\x1b[K${bar(mb / expectedMb)}${text}`.slice(0, (screen.columns || 80) + 3))
    else if (nowMs - saidAtMs >= lineEveryMs) {
      saidAtMs = nowMs
      screen.write(`${text}\n`)
    }
  }, redrawEveryMs)
  return () => {
    clearInterval(timer)
    if (screen.isTTY) screen.write('\r\x1b[K')
  }
}

const bar = (share) => `  [${'='.repeat(Math.round(share * 20)).padEnd(20)}]`

/** `12 s` or `1 min 12 s`. */
export function elapsed(ms) {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** Bytes of all files under `folder`; hard links count once. Files may come and go meanwhile. */
export function sizeOf(folder, seen = new Set()) {
  let bytes = 0
  for (const entry of readdir(folder)) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += sizeOf(path, seen)
    else if (entry.isFile()) {
      const stat = lstatSync(path, { throwIfNoEntry: false })
      if (stat === undefined || (stat.nlink > 1 && seen.has(stat.ino))) continue
      seen.add(stat.ino)
      bytes += stat.size
    }
  }
  return bytes
}

function readdir(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
