import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { until } from '../../../test/kit/until.ts'
import { systemClock } from '../../clock.ts'
import { WarmkeyError } from '../../errors.ts'
import { type CommandOptions, command } from './command.ts'
import type { Obtained, SourceDeps } from './source.ts'

const forever = new AbortController().signal
const deps = (scratch: Scratch, more: Partial<SourceDeps> = {}): SourceDeps => ({
  clock: systemClock,
  env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: scratch.root, UNSET: undefined },
  home: scratch.root,
  ...more,
})
type Block = Omit<CommandOptions, 'type'>
const create = (scratch: Scratch, block: Block, more: Partial<SourceDeps> = {}) =>
  command.create(command.schema.parse({ type: 'command', ...block }) as CommandOptions, deps(scratch, more))
const key = async (scratch: Scratch, block: Block) => (await create(scratch, block).obtain(forever)).secret.open()
const refusal = async (asked: Promise<Obtained>): Promise<WarmkeyError> => {
  const outcome = await asked.then(
    () => 'was answered',
    (error: unknown) => error,
  )
  if (outcome instanceof WarmkeyError) return outcome
  throw new Error(`no WarmkeyError: ${outcome}`)
}

describe('how it is run', () => {
  test('a line goes to the shell', async () => {
    using scratch = makeScratch()
    expect(await key(scratch, { command: 'printf %s a-b | tr a-z A-Z' })).toBe('A-B')
  })

  test('a list is run as it is, with the home directory for a leading "~/"', async () => {
    using scratch = makeScratch()
    scratch.write('mint', '#!/bin/sh\nprintf "%s," "$@"\n', 0o700)
    expect(await key(scratch, { command: ['~/mint', '~/x', '$HOME', 'a~/b', '*'] })).toBe(
      `${scratch.root}/x,$HOME,a~/b,*,`,
    )
  })

  test('the shell knows the home directory even where the environment has none', async () => {
    using scratch = makeScratch()
    const source = create(scratch, { command: 'echo ~/x' }, { env: { PATH: '/usr/bin:/bin' } })
    expect((await source.obtain(forever)).secret.open()).toBe(`${scratch.root}/x`)
  })

  test('in the home directory, or where it is told, with variables of its own', async () => {
    using scratch = makeScratch()
    scratch.write('inner/here', '')
    expect(await key(scratch, { command: 'pwd -P' })).toBe(scratch.root)
    expect(await key(scratch, { command: 'pwd -P', cwd: '~/inner' })).toBe(scratch.path('inner'))
    expect(await key(scratch, { command: 'echo $A-$HOME', env: { A: '~', HOME: '/else' } })).toBe('~-/else')
  })

  test('JSON may carry the key and its expiry', async () => {
    using scratch = makeScratch()
    const json = '{"access_token":"k-1","token_type":"Bearer","expires_in":60}'
    const answer = await create(scratch, { command: ['printf', '%s', json] }).obtain(forever)
    expect([answer.secret.open(), answer.life, answer.kind]).toEqual(['k-1', { expiresInMs: 60_000 }, 'bearer'])
    expect(await key(scratch, { command: ['printf', '%s', '{"a":{"b":"k-2"}}'], field: '/a/b' })).toBe('k-2')
  })
})

describe('where it leads', () => {
  test.each([
    ['~/bin/mint-key', 'command ~/bin/mint-key'],
    [['~/bin/mint-key', '--quiet'], 'command ~/bin/mint-key --quiet'],
    ['vault kv get \\\n  -field=key   secret/llm', 'command vault kv get \\ -field=key secret/llm'],
    [
      'curl -H "Authorization: Bearer abcdefghijkl" https://x.example',
      'command curl -H "Authorization: [secret] [secret]" https://x.example',
    ],
    ['mint --api-key sk-ant-000000000000', 'command mint --api-key [secret]'],
    ['x'.repeat(500), `command ${'x'.repeat(79)}…`],
  ] as const)('%j', (line, origin) => {
    using scratch = makeScratch()
    expect(create(scratch, { command: line as Block['command'] }).origin).toBe(origin)
  })
})

describe('when it fails it says how', () => {
  test.each([
    ['exit 3', 'source-failed', 'The command `exit 3` failed with exit code 3.'],
    [
      'echo first >&2; echo "Error: no login" >&2; exit 1',
      'source-failed',
      'failed with exit code 1 and said: "Error: no login".',
    ],
    ['echo canary-key-1; echo "bad canary-key-1" >&2; exit 1', 'source-failed', 'and said: "bad [secret]".'],
    ['no-such-program-here x', 'source-failed', 'The command `no-such-program-here x` was not found and said: '],
    ['~/not-executable', 'source-failed', 'The command `~/not-executable` is not executable and said: '],
    ['kill -9 $$', 'source-failed', 'The command `kill -9 $$` was ended by SIGKILL.'],
    [['/nowhere/mint'], 'source-failed', 'The command `/nowhere/mint` could not be started: there is no such program.'],
    [
      ['~/not-executable'],
      'source-failed',
      'The command `~/not-executable` could not be started: the file is not executable.',
    ],
    ['yes canary | head -c 70000', 'source-malformed', 'printed more than 64 KiB, which is no key.'],
    ['echo Welcome; echo canary', 'source-malformed', 'has 2 lines.'],
    ["echo '{}'", 'source-malformed', 'is JSON without a key that warmkey knows'],
    ['cat ~/.claude/.credentials.json', 'subscription-login', 'leads to a Claude.ai subscription login'],
  ] as const)('%j', async (line, code, said) => {
    using scratch = makeScratch()
    scratch.write('not-executable', '#!/bin/sh\n', 0o600)
    const error = await refusal(create(scratch, { command: line as Block['command'] }).obtain(forever))
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(said)])
    expect(error.remedy).toMatch(/^[A-Z].*\.$/)
    expect(error.sentence.replaceAll(String(line), '')).not.toContain('canary')
  })

  test('a directory that is none', async () => {
    using scratch = makeScratch()
    const error = await refusal(create(scratch, { command: 'true', cwd: '~/nowhere' }).obtain(forever))
    expect(error.message).toBe(
      `The command \`true\` could not be started: the directory ${scratch.path('nowhere')} does not exist.`,
    )
  })

  test.each([
    [undefined, 30_000, '30 s'],
    ['2m', 120_000, '2 min'],
  ])('a limit of %p', async (timeout, limitMs, said) => {
    using scratch = makeScratch()
    const clock = createFakeClock()
    const block = {
      command: 'echo "Touch your key" >&2; echo > started; sleep 300',
      ...(timeout === undefined ? {} : { timeout }),
    }
    const asked = refusal(create(scratch, block, { clock }).obtain(forever))
    await until(() => scratch.read('started') !== '')
    await clock.advance(limitMs - 1)
    expect(clock.timers).toBe(1)
    await clock.advance(2_001)
    const error = await asked
    expect(error.code).toBe('source-timeout')
    expect(error.message).toEndWith(`did not end within ${said} and said: "Touch your key".`)
  })

  test('calling it off is no failure of its own: the reason goes back', async () => {
    using scratch = makeScratch()
    const controller = new AbortController()
    const asked = create(scratch, { command: 'echo > started; sleep 300' }).obtain(controller.signal)
    await until(() => scratch.read('started') !== '')
    controller.abort('no more')
    expect(await asked.catch((reason) => reason)).toBe('no more')
  })
})

test.each([
  [{ command: '' }, 'is empty'],
  [{ command: [] }, 'is neither a command line nor a list'],
  [{ command: 5 }, 'is neither a command line nor a list'],
  [{ command: 'x', ttl: '5' }, 'has no unit'],
  [{ command: 'x', ttl: '500ms' }, 'is shorter than 1s'],
  [{ command: 'x', timeout: '1h' }, 'is longer than 10m'],
  [{ command: 'x', field: '/a~' }, 'is not a JSON Pointer'],
  [{ command: 'x', env: { 'A B': '1' } }, 'Invalid key in record'],
])('the configuration %j is refused', (block, said) => {
  const result = command.schema.safeParse({ type: 'command', ...block })
  expect(result.error?.issues.map(({ message }) => message).join()).toContain(said)
})
