import { describe, expect, test } from 'bun:test'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { claudeBinary } from '../kit/clients.ts'
import { warmkey } from '../kit/living-client.ts'
import { needs, needsClaude } from '../kit/parts.ts'
import { isRunning } from '../kit/processes.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'
import { openTerminal } from '../kit/terminal.ts'
import { until } from '../kit/until.ts'

/** `warmkey demo` as somebody types it, with a temporary directory that can be looked into afterwards. */
function start(scratch: Scratch, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  for (const name of ['tmp', 'home', 'bin']) mkdirSync(scratch.path(name), { recursive: true })
  const child = Bun.spawn([warmkey, 'demo', ...args], {
    env: { ...environment(scratch), ...env },
    cwd: scratch.path('home'),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  let screen = ''
  const read = (async () => {
    for await (const chunk of child.stdout) screen += new TextDecoder().decode(chunk)
  })()
  const errors = child.stderr.text()
  return {
    screen: () => screen,
    shows: (text: string) => until(() => screen.includes(text)),
    interrupt: () => child.kill('SIGINT'),
    async ended() {
      const [code] = await Promise.all([child.exited, read])
      return { code, screen, errors: await errors }
    },
  }
}

const environment = (scratch: Scratch): Record<string, string> => ({
  PATH: '/usr/bin:/bin',
  HOME: scratch.path('home'),
  TMPDIR: scratch.path('tmp'),
  LANG: 'C.UTF-8',
})

/** Where the Claude Code of the tests is kept: the home of the demo is another one, and would hide it. */
const cacheOf = (version: string): string => dirname(dirname(dirname(claudeBinary(version) ?? '')))

/** Times differ from run to run. */
const timeless = (screen: string): string =>
  screen.replace(/ +[\d.]+ (?:ms|s)$/gm, '').replace(/in [\d.]+ m?s/, 'in TIME')

const actOne = `
1  The official Anthropic SDK
   A strict copy of the API on this machine; keys live 1.2 s and are made up.

   A fresh key
   without, fixed key     ✓ answered     1 request
   with warmkey           ✓ answered     1 request

   Then it expires: the same clients, the next request
   without, fixed key     ✗ failed       1 request
     “403 Invalid Token”
   with warmkey           ✓ answered     key renewed, request replayed

   Also a 403, but no expiry: the key may not use this model
   with warmkey           ■ refused      1 request
     “403 Your API key does not have permission to use the specified resource.”
`

describe('without the real client', () => {
  test('it shows an expiry and a denial, each as it should be, and leaves nothing', async () => {
    using scratch = makeScratch()
    const { code, screen, errors } = await start(scratch, ['--no-client']).ended()
    expect(timeless(screen)).toBe(`${actOne}
   5 lines in TIME, each as it should be.
   The real Claude Code was not shown: --no-client.

   With your own key, nothing to configure:
      ${warmkey} run -- claude
`)
    expect(errors).toBe('')
    expect(code).toBe(0)
    expect(readdirSync(scratch.path('tmp'))).toEqual([])
  })

  test('it gives the same to a program', async () => {
    using scratch = makeScratch()
    const { code, screen } = await start(scratch, ['--no-client', '--json']).ended()
    const { version, ok, lines } = JSON.parse(screen)
    expect({ version, ok }).toEqual({ version: 1, ok: true })
    expect(lines.at(3)).toEqual({
      id: 'sdk-expired-with',
      way: 'warmkey',
      outcome: 'answered',
      requests: 2,
      keyRuns: 1,
      elapsedMs: expect.any(Number),
      words: null,
      note: null,
      surprise: null,
      facts: 'key renewed, request replayed',
    })
    expect(code).toBe(0)
  })

  test('an interrupt ends it with 130, and nothing of it is left', async () => {
    using scratch = makeScratch()
    const demo = start(scratch, ['--no-client'])
    await demo.shows('A fresh key')
    demo.interrupt()
    const { code, screen } = await demo.ended()
    expect(screen).toEndWith('\n   Stopped. Everything that was started has ended, and its files are gone.\n')
    expect(code).toBe(130)
    expect(readdirSync(scratch.path('tmp'))).toEqual([])
  })

  test('a version that is none is refused in one sentence', async () => {
    using scratch = makeScratch()
    const { code, screen, errors } = await start(scratch, ['--client', 'newest']).ended()
    expect(errors).toContain('newest is no version of Claude Code; write it like 2.1.329.')
    expect([code, screen]).toEqual([2, ''])
  })
})

describe('the real client', () => {
  needsClaude('2.1.329')('is shown between an expiry and a denial, alone and with warmkey', async () => {
    using scratch = makeScratch()
    const { code, screen } = await start(scratch, ['--client', '2.1.329'], {
      WARMKEY_CACHE: cacheOf('2.1.329'),
    }).ended()
    const shown = timeless(screen).split('\n2  ')[1] ?? screen
    expect(shown.replace(/\d+ requests, \d+ helper runs$/m, 'REQUESTS')).toBe(`The real Claude Code, 2.1.329
   Each line is one living process, with an empty environment and a home of its
   own, at the same strict API. With warmkey it is \`warmkey run -- claude\`.

   A prompt was answered; then the key expires. The next prompt:
   without, fixed key     ✗ failed       1 request
     “Failed to authenticate. API Error: 403 Invalid Token”
   without, apiKeyHelper  ✓ answered     2 requests, 1 helper run
   with warmkey           ✓ answered     key renewed, request replayed

   Also a 403, but no expiry: the key may not use this model. The next prompt:
   without, apiKeyHelper  … still trying REQUESTS
     Stopped here. Measured to its end with 2.1.329: 12 requests, 12 helper
     runs, more than 4 minutes.
   with warmkey           ■ refused      1 request
     “Failed to authenticate. API Error: 403 Your API key does not have
     permission to use the specified resource.”

   10 lines in TIME, each as it should be.

   With your own key, nothing to configure:
      ${warmkey} run -- claude
`)
    expect(code).toBe(0)
    expect(readdirSync(scratch.path('tmp'))).toEqual([])
  })
})

/** A client of a few lines: answers every prompt, but hangs where `warmkey run` started it, and says who it is. */
const standIn = (scratch: Scratch): string =>
  [
    '#!/bin/sh',
    '[ "$1" = --version ] && echo "9.9.9 (Claude Code)" && exit',
    `case "$*" in *--settings*) echo "$$ $PPID" > '${scratch.path('pids')}'; while read -r line; do :; done ;; esac`,
    `while read -r line; do echo '{"type":"result","is_error":false,"result":"yes"}'; done`,
    '',
  ].join('\n')

test('an interrupt ends the client and the run that had started it', async () => {
  using scratch = makeScratch()
  scratch.write('cache/clients/claude-9.9.9/claude', standIn(scratch), 0o700)
  const demo = start(scratch, ['--client', '9.9.9'], { WARMKEY_CACHE: scratch.path('cache') })
  await until(() => scratch.read('pids').endsWith('\n'))
  const pids = scratch.read('pids').trim().split(' ').map(Number)
  expect(pids.map(isRunning)).toEqual([true, true])
  demo.interrupt()
  const { code } = await demo.ended()
  expect(code).toBe(130)
  expect(pids.map(isRunning)).toEqual([false, false])
  expect(readdirSync(scratch.path('tmp'))).toEqual([])
})

describe('the download', () => {
  /** An npm that brings the stand-in, or does what `install` says instead. */
  const npm = (scratch: Scratch, install?: string): Record<string, string> => {
    const bring = `
      const folder = join(argv[argv.indexOf('--prefix') + 1], 'node_modules', argv.at(-1).replace('@9.9.9', ''))
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'claude'), ${JSON.stringify(standIn(scratch))}, { mode: 0o700 })`
    const script = `
      const { mkdirSync, writeFileSync } = require('node:fs')
      const { join } = require('node:path')
      const { argv } = process
      if (argv[2] === 'view') console.log('9.9.9')
      else { ${install ?? bring} }`
    return { npm_execpath: scratch.write('npm/npm-cli.js', script), WARMKEY_CACHE: scratch.path('cache') }
  }
  const clients = (scratch: Scratch) => readdirSync(scratch.path('cache/clients'))

  test('is announced with its size, and kept', async () => {
    using scratch = makeScratch()
    const env = npm(scratch)
    const demo = start(scratch, ['--json'], env)
    await until(() => scratch.read('pids') !== '')
    expect(clients(scratch)).toEqual(['claude-9.9.9'])
    demo.interrupt()
    const { errors } = await demo.ended()
    expect(errors).toMatch(
      /^There is no Claude Code on this machine: npm fetches 9\.9\.9 now\.\nAbout \d+ MB to download, \d+ MB on disk, kept for the next time\. Ctrl-C goes on without it\.\nFetched in [\d.]+ s\.\n/,
    )
  })

  test('is left out by an interrupt, which ends npm and leaves nothing half', async () => {
    using scratch = makeScratch()
    const env = npm(
      scratch,
      `writeFileSync('${scratch.path('npm-pid')}', \`\${process.pid}\\n\`); setInterval(() => {}, 1e6)`,
    )
    const demo = start(scratch, [], env)
    await until(() => scratch.read('npm-pid').endsWith('\n'))
    demo.interrupt()
    const { code, screen } = await demo.ended()
    expect(screen).toContain('\n   The real Claude Code was not shown: its download was stopped.\n')
    expect(timeless(screen)).toStartWith(actOne)
    expect(code).toBe(0)
    expect(isRunning(Number(scratch.read('npm-pid')))).toBe(false)
    expect(clients(scratch)).toEqual([])
  })

  test('that fails is told in a sentence, and the rest stands', async () => {
    using scratch = makeScratch()
    const env = npm(scratch, `console.error('npm error code ENOTFOUND'); process.exitCode = 1`)
    const { code, screen } = await start(scratch, [], env).ended()
    expect(screen.replace(/\s+/g, ' ')).toContain(
      'The real Claude Code was not shown: Claude Code 9.9.9 could not be fetched: the npm registry cannot be reached.',
    )
    expect(code).toBe(0)
    expect(clients(scratch)).toEqual([])
  })

  test('stands in for a claude that is a script: it could bring a key of its own, and is not run', async () => {
    using scratch = makeScratch()
    scratch.write('bin/claude', `#!/bin/sh\necho run > '${scratch.path('was-run')}'\n`, 0o700)
    const env = { ...npm(scratch, `process.exitCode = 1`), PATH: `${scratch.path('bin')}:/usr/bin:/bin` }
    const { screen } = await start(scratch, [], env).ended()
    expect(screen.replace(/\s+/g, ' ')).toContain(
      `${scratch.path('bin/claude')} is a script, which may bring a key of its own: npm fetches 9.9.9 now.`,
    )
    expect(existsSync(scratch.path('was-run'))).toBe(false)
  })
})

needs('tmux')('on a terminal what is under way is shown in place and taken back, and Ctrl-C ends it', async () => {
  using scratch = makeScratch()
  for (const name of ['tmp', 'home']) mkdirSync(scratch.path(name))
  await using terminal = await openTerminal(scratch, { env: environment(scratch), cwd: scratch.path('home') })
  await terminal.line(`'${warmkey}' demo --no-client; echo "ended with $?"`)
  await terminal.shows(/the keys live for [\d.]+ s more …/)
  const screen = await terminal.shows('ended with 0')
  expect(screen).not.toContain('the keys live for')
  expect(screen).toContain('each as it should be.')
  await terminal.line(`clear; '${warmkey}' demo --no-client; echo "ended with $?"`)
  await terminal.shows('the keys live for')
  await terminal.press('C-c')
  await terminal.shows('ended with 130')
  expect(readdirSync(scratch.path('tmp'))).toEqual([])
})
