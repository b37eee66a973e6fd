/**
 * From a fresh clone to a running program, for real: npm, the registry (or npm's cache of it), Bun, the demo. Each story
 * begins with a clone of its own whose path holds spaces.
 */
import { afterEach, beforeEach, describe, expect, setDefaultTimeout } from 'bun:test'
import { chmodSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { startConnectProxy } from '../kit/connect-proxy.ts'
import { freshClone, npmEnvironment, startProgram } from '../kit/fresh-clone.ts'
import { needs } from '../kit/parts.ts'
import { isRunning } from '../kit/processes.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'
import { until } from '../kit/until.ts'

setDefaultTimeout(120_000)
const test = needs('npm-registry')

let scratch: Scratch
let clone: string
beforeEach(() => {
  scratch = makeScratch()
  clone = freshClone(scratch)
})
afterEach(() => scratch[Symbol.dispose]())

const start = (env: Readonly<Record<string, string>> = {}, options: { group?: boolean; command?: string[] } = {}) =>
  startProgram(options.command ?? ['node', 'scripts/start.mjs', '--version'], {
    cwd: clone,
    env: npmEnvironment(env),
    group: options.group ?? false,
  })

/** Instead of the demo, where the demo is not the point: it says what it was called with. */
const standIn = () =>
  scratch.write('some folder/warm key/src/main.ts', "console.log('started:', process.argv.slice(2).join(' '))\n")
const started = 'started: demo --version\n'
const emptyCache = () => ({ npm_config_cache: scratch.path('cache') })
const timesSetUp = (text: string) => text.split('Setting up warmkey').length - 1

describe('npm start', () => {
  test('from a fresh clone to the demo, from any folder; the second time it fetches nothing', async () => {
    const command = ['npm', '--prefix', clone, 'start', '--', '--no-client']
    const first = await startProgram(command, { cwd: '/', env: npmEnvironment() }).ended
    expect(first).toMatchObject({ exitCode: 0, out: expect.stringContaining('With your own key') })
    expect(first.err).toMatch(/Setting up warmkey in .*warm key \(nothing is installed\)\.\n.* MB/)
    expect(first.err).toMatch(/Set up in \d+ s\.\n/)

    const deaf = { npm_config_offline: 'true', HTTPS_PROXY: 'http://127.0.0.1:9', ...emptyCache() }
    const second = await startProgram(command, { cwd: '/', env: npmEnvironment(deaf) }).ended
    expect(second).toMatchObject({ exitCode: 0, out: expect.stringContaining('With your own key') })
    expect(timesSetUp(second.err)).toBe(0)
  })

  test('stopped by Ctrl-C in the middle: one line, nothing left running, and the next start mends it', async () => {
    standIn()
    await using proxy = await startConnectProxy({ holdAfterBytes: 3_000_000 })
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, npm_config_prefer_offline: 'false', ...emptyCache() }
    const interrupted = start(env, { group: true })
    const lock = join(clone, '.setup.lock')
    await until(() => proxy.holding() && existsSync(join(clone, 'node_modules')))
    const { pids } = JSON.parse(readFileSync(lock, 'utf8')) as { pids: number[] }
    expect(pids.map(isRunning)).toEqual([true, true])
    // A terminal sends it to the whole group.
    process.kill(-interrupted.pid, 'SIGINT')
    const { exitCode, out, err } = await interrupted.ended
    const last = 'Stopped; the set-up is not complete. To go on, type: npm start'
    expect({ exitCode, out, last: err.trimEnd().split('\n').at(-1) }).toEqual({ exitCode: 130, out: '', last })
    expect(err).not.toMatch(/\n\s+at |npm error|Error:/)
    await until(() => !pids.some(isRunning))
    expect(existsSync(lock)).toBe(false)

    const notReady = await start({}, { command: ['bin/warmkey', '--version'] }).ended
    expect(notReady).toEqual({
      exitCode: 2,
      out: '',
      err: `warmkey is not set up yet: its runtime is missing. Run npm start (or npm ci) in ${clone}\n`,
    })

    const mended = await start().ended
    expect(mended).toMatchObject({ exitCode: 0, out: started })
    expect(mended.err).toContain('(an installation did not finish)')
  })

  test('a lock whose owner was killed stops nobody', async () => {
    standIn()
    const gone = Bun.spawnSync(['true']).pid
    scratch.write('some folder/warm key/.setup.lock', JSON.stringify({ host: hostname(), pids: [gone] }))
    expect(await start().ended).toMatchObject({
      exitCode: 0,
      out: started,
      err: expect.not.stringContaining('waiting'),
    })
  })

  test('two at once: one installs, the other waits for it', async () => {
    standIn()
    const both = await Promise.all([start().ended, start().ended])
    expect(both.map(({ exitCode, out }) => [exitCode, out])).toEqual([
      [0, started],
      [0, started],
    ])
    expect(timesSetUp(both.map(({ err }) => err).join(''))).toBe(1)
  })

  test('a package that is gone, or another version, is noticed', async () => {
    standIn()
    await start().ended
    rmSync(join(clone, 'node_modules', 'zod'), { recursive: true })
    const mended = await start().ended
    expect(mended).toMatchObject({
      exitCode: 0,
      out: started,
      err: expect.stringContaining('(node_modules/zod is gone)'),
    })
    const lock = join(clone, 'node_modules', '.package-lock.json')
    const text = readFileSync(lock, 'utf8').replace(
      /("node_modules\/zod": \{\s*"version": ")[^"]+/,
      (_, before) => `${before}0.0.1`,
    )
    scratch.write('some folder/warm key/node_modules/.package-lock.json', text, 0o644)
    const ask = "import { inspect } from './scripts/installed.mjs'; console.log(inspect('.', { dev: false }).missing)"
    const told = await start({}, { command: ['node', '--input-type=module', '--eval', ask] }).ended
    expect(told.out).toBe('node_modules/zod is not the locked version\n')
  })

  test('where install scripts are blocked, Bun is taken from the package of this platform', async () => {
    standIn()
    const npmrc = scratch.write('npmrc', `${userNpmrc()}\nignore-scripts=true\nomit[]=optional\n`)
    const done = await start({ npm_config_userconfig: npmrc }).ended
    expect(done).toMatchObject({ exitCode: 0, out: started })
    expect(statSync(join(clone, 'node_modules', 'bun', 'bin', 'bun.exe')).size).toBeLessThan(10_000)
  })

  test('behind a proxy with a password; a proxy that is not there is named, its password is not', async () => {
    standIn()
    await using proxy = await startConnectProxy()
    const noCache = { npm_config_prefer_offline: 'false', npm_config_fetch_retries: '0', ...emptyCache() }
    const dead = await start({ HTTPS_PROXY: 'http://bob:pa55word@127.0.0.1:9', ...noCache }).ended
    expect(dead).toMatchObject({ exitCode: 1, out: '' })
    expect(dead.err).toContain('the npm registry cannot be reached.')
    expect(dead.err).toContain('npm config set https-proxy')
    expect(dead.err).toContain('Then type: npm start')
    expect(dead.err).not.toContain('pa55word')

    const done = await start({ HTTPS_PROXY: `http://bob:pa55word@127.0.0.1:${proxy.port}`, ...noCache }).ended
    expect(done).toMatchObject({ exitCode: 0, out: started })
    expect(proxy.asked.length).toBeGreaterThan(0)
    expect(proxy.asked.filter((target) => !/^bob:pa55word@[^@]+:443$/.test(target))).toEqual([])
  })
})

describe('a user who is not root', () => {
  const other = { uid: 65534, gid: 65534 }
  const asOther = ['setpriv', `--reuid=${other.uid}`, `--regid=${other.gid}`, '--clear-groups']
  // Whoever is not root has shown it with every story above.
  const testAsRoot = needs('npm-registry', 'setpriv').skipIf(process.getuid?.() !== 0)

  beforeEach(() => {
    standIn()
    for (let folder = clone; folder.startsWith(scratch.root); folder = dirname(folder)) chmodSync(folder, 0o755)
  })

  testAsRoot('and has no home: npm gets a cache of its own', async () => {
    Bun.spawnSync(['chown', '-R', `${other.uid}:${other.gid}`, clone])
    const command = [...asOther, 'node', 'scripts/start.mjs', '--version']
    const done = await start({ HOME: '/nonexistent', npm_config_cache: '/nonexistent/.npm' }, { command }).ended
    expect(done).toMatchObject({ exitCode: 0, out: started })
    expect(done.err).toContain('npm cannot use its cache folder; taking a temporary one.')
    expect(statSync(join(clone, 'node_modules')).uid).toBe(other.uid)
  })

  testAsRoot('and may not write in the checkout: told so, in one sentence', async () => {
    const command = [...asOther, 'node', 'scripts/start.mjs']
    const { exitCode, out, err } = await start({ HOME: '/nonexistent' }, { command }).ended
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' })
    expect(err).toStartWith(`warmkey could not be set up: this user may not write in ${clone}`)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })
})

/** The settings with which this machine reaches its registry. */
function userNpmrc(): string {
  const file = process.env.npm_config_userconfig ?? join(process.env.HOME ?? '', '.npmrc')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
