import { describe, expect, test } from 'bun:test'
import { makeScratch } from '../../test/kit/scratch.ts'
import { systemClock } from '../clock.ts'
import { asWarmkeyError } from '../errors.ts'
import { readSecretRef, readSecretText, type SecretRef, saySecretRef, secretRefSchema } from './secret-ref.ts'

const forever = new AbortController().signal

describe('a secret by its place', () => {
  test('is read from a variable, a file and a command, as it is there', async () => {
    using scratch = makeScratch()
    scratch.write('secret', '\uFEFFcorrect horse é\r\n')
    const deps = { clock: systemClock, env: { PATH: '/usr/bin:/bin', SECRET: ' two words ' }, home: scratch.root }
    const read = (ref: SecretRef) => readSecretRef(ref, deps, forever)
    expect([
      await read({ env: 'SECRET' }),
      await read({ file: '~/secret' }),
      await read({ command: 'printf "%s\\n" "from sh"' }),
    ]).toEqual([' two words ', 'correct horse é', 'from sh'])
    scratch.write('secret', 'other')
    expect(await read({ file: '~/secret' })).toBe('other')
    scratch.write('secret', '{\n}')
    expect(await readSecretText({ file: '~/secret' }, deps, forever)).toBe('{\n}')
  })

  test.each<[string, SecretRef, string]>([
    [
      'no variable',
      { env: 'NONE' },
      'The environment variable NONE is not set where warmkey runs. Export it in the shell that starts warmkey, and start warmkey again.',
    ],
    ['an empty one', { env: 'EMPTY' }, 'The environment variable EMPTY holds nothing. Put the secret there.'],
    [
      'two lines',
      { env: 'LINES' },
      'The environment variable LINES holds more than one line. Give the secret alone, on one line.',
    ],
    ['too much', { env: 'LONG' }, 'The environment variable LONG holds more than 64 KiB. Give the secret alone.'],
    [
      'no file',
      { file: '~/none' },
      'The file ~/none does not exist. Create it, or correct "path"; it is read as soon as it is there.',
    ],
    [
      'a command that fails',
      { command: 'echo locked >&2; exit 3' },
      'The command `echo locked >&2; exit 3` failed with exit code 3 and said: "locked". Run it in a terminal to see what it needs.',
    ],
    [
      'a login that is not carried',
      { file: '~/.claude/.credentials.json' },
      'The file ~/.claude/.credentials.json leads to a Claude.ai subscription login, which warmkey does not carry. Use an API key or a token of your gateway, or run the client with its own login and without warmkey.',
    ],
  ])('%s is named', async (_, ref, sentence) => {
    using scratch = makeScratch()
    const env = { PATH: '/usr/bin:/bin', EMPTY: ' \n', LINES: 'a\nb', LONG: 'x'.repeat(70_000) }
    const error = await readSecretRef(ref, { clock: systemClock, env, home: scratch.root }, forever).catch(
      (thrown: unknown) => thrown,
    )
    expect(asWarmkeyError(error).sentence).toBe(sentence)
  })

  test('is not read for who is called off', async () => {
    const deps = { clock: systemClock, env: { A: 'x' }, home: '/' }
    expect(await readSecretRef({ env: 'A' }, deps, AbortSignal.abort()).catch(() => 'called off')).toBe('called off')
  })
})

test('a place is one of three, and no secret is one', () => {
  for (const good of [{ env: 'A_1' }, { file: '/x' }, { command: 'pass x' }])
    expect(secretRefSchema.safeParse(good).success).toBe(true)
  for (const bad of ['sk-fake', { env: '1A' }, { file: '' }, { env: 'A', file: 'b' }, { key: 'x' }, {}, null])
    expect(secretRefSchema.safeParse(bad).success).toBe(false)
})

test('a place is shown without what looks like a secret', () => {
  expect(saySecretRef({ file: '/home/ana/x' }, '/home/ana')).toBe('the file ~/x')
  expect(saySecretRef({ command: 'get --token fake-token-12345' }, '/')).toBe('the command `get --token [secret]`')
})
