// Builds the Vault that the tests of the source `vault` ask: HashiCorp's own code from its published Go modules, under
// the few lines of test/vault/main.go. It lies outside the checkout under the hash of those files, so that it is built
// once: some minutes. Runs on Node and on Bun.

import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cacheFolder } from './cache-folder.mjs'

const sources = fileURLToPath(new URL('../test/vault', import.meta.url))
const binaryName = process.platform === 'win32' ? 'vault-for-tests.exe' : 'vault-for-tests'
/** Of the first Go that builds it. */
const oldestGo = [1, 22]

function folder() {
  const hash = createHash('sha256')
  for (const name of ['go.mod', 'go.sum', 'main.go']) hash.update(readFileSync(join(sources, name)))
  return join(cacheFolder(), 'vault', hash.digest('hex').slice(0, 16))
}

/** The built program, or `null`. */
export function vaultFile() {
  const file = join(folder(), binaryName)
  return existsSync(file) ? file : null
}

/**
 * Builds it where it is missing. Gives a sentence when it could not be had, else `null`. Rejects when `signal` aborts, and
 * leaves nothing unfinished behind.
 */
export async function buildVault({ say, signal }) {
  if (vaultFile() !== null) return null
  const found = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' })
  const version = /^go(\d+)\.(\d+)/.exec(found.stdout ?? '')
  if (version === null) return 'There is no Go here to build the Vault of the tests with; they are left out.'
  if (Number(version[1]) === oldestGo[0] && Number(version[2]) < oldestGo[1])
    return `The Vault of the tests wants Go ${oldestGo.join('.')} or newer; this is ${found.stdout.trim()}.`
  say(
    `Building Vault for the tests with ${found.stdout.trim()}: some minutes, and the modules take 2.4 GB in the caches of Go; once, into ${cacheFolder()}.`,
  )
  const parent = join(cacheFolder(), 'vault')
  mkdirSync(parent, { recursive: true })
  const staging = mkdtempSync(join(parent, '.building-'))
  const startedMs = Date.now()
  const seconds = () => Math.round((Date.now() - startedMs) / 1000)
  let downloads = 0
  const ticker = setInterval(
    () => say(`  still building Vault (${seconds()} s${downloads > 0 ? `, ${downloads} modules fetched` : ''})`),
    20_000,
  )
  try {
    const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', join(staging, binaryName), '.']
    const { code, last } = await run('go', args, signal, (line) => {
      if (line.startsWith('go: downloading')) downloads += 1
    })
    signal?.throwIfAborted()
    if (code !== 0) return `Vault could not be built for the tests: ${last}`
    if (vaultFile() === null) renameSync(staging, folder())
    say(`Built Vault in ${seconds()} s.`)
    return null
  } finally {
    clearInterval(ticker)
    rmSync(staging, { recursive: true, force: true })
  }
}

/** Runs it where the sources lie, with no more than a test machine has to spare. */
function run(file, args, signal, onLine) {
  return new Promise((resolve) => {
    const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off', GOTOOLCHAIN: 'local' }
    const child = spawn(file, args, { cwd: sources, env, stdio: ['ignore', 'ignore', 'pipe'], signal })
    let rest = ''
    const lines = []
    child.stderr.setEncoding('utf8').on('data', (text) => {
      const parts = `${rest}${text}`.split('\n')
      rest = parts.pop() ?? ''
      for (const line of parts) {
        onLine(line)
        if (!line.startsWith('go: downloading')) lines.push(line)
      }
    })
    child.once('error', (error) => resolve({ code: -1, last: error.message }))
    child.once('close', (code) => resolve({ code, last: [...lines, rest].join(' ').trim().slice(-400) }))
  })
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problem = await buildVault({ say: console.log })
  console.log(`vault: ${vaultFile() ?? 'missing'}`)
  if (problem !== null) {
    console.error(problem)
    process.exitCode = 1
  }
}
