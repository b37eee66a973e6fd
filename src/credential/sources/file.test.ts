import { describe, expect, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import { file } from './file.ts'

const forever = new AbortController().signal
const create = (scratch: Scratch, path: string, field?: string) =>
  file.create(
    { type: 'file', path, ...(field === undefined ? {} : { field }) },
    { clock: systemClock, env: {}, home: scratch.root },
  )
const refusal = (scratch: Scratch, path: string, field?: string) =>
  create(scratch, path, field)
    .obtain(forever)
    .then(
      () => ['answered'],
      (error) => [error.code, error.message],
    )

test('the file holds the key alone', async () => {
  using scratch = makeScratch()
  scratch.write('key', '\uFEFFsk-000\r\n')
  const source = create(scratch, '~/key')
  expect((await source.obtain(forever)).secret.open()).toBe('sk-000')
  expect(source.origin).toBe('file ~/key')
})

test('through a link', async () => {
  using scratch = makeScratch()
  symlinkSync(scratch.write('far/key', 'sk-000'), scratch.path('key'))
  expect((await create(scratch, scratch.path('key')).obtain(forever)).secret.open()).toBe('sk-000')
})

test('the file is JSON with comments, and a pointer says where the key is', async () => {
  using scratch = makeScratch()
  scratch.write('settings.json', '{\n  // of the team\n  "env": { "A/KEY": "sk-000", },\n  "list": ["sk-111"],\n}\n')
  expect((await create(scratch, '~/settings.json', '/env/A~1KEY').obtain(forever)).secret.open()).toBe('sk-000')
  expect((await create(scratch, '~/settings.json', '/list/0').obtain(forever)).secret.open()).toBe('sk-111')
})

test('the file is the cache of a token program, with the end of the token', async () => {
  using scratch = makeScratch()
  scratch.write('token.json', '{"access_token": "k", "expiry": "2026-01-01T00:00:00Z"}')
  expect(await create(scratch, '~/token.json').obtain(forever)).toMatchObject({
    life: { expiresAtMs: Date.UTC(2026, 0, 1) },
  })
  expect(await create(scratch, '~/token.json', '/access_token').obtain(forever)).toMatchObject({
    life: { expiresAtMs: Date.UTC(2026, 0, 1) },
  })
})

describe('refused in words', () => {
  test('what is not there', async () => {
    using scratch = makeScratch()
    const gone = ['source-failed', expect.stringMatching(/does not exist\.$/)]
    expect(await refusal(scratch, '~/key')).toEqual(gone)
    scratch.write('key', 'k')
    expect(await refusal(scratch, '~/key/inner')).toEqual(gone)
    symlinkSync('nowhere', scratch.path('dangling'))
    expect(await refusal(scratch, '~/dangling')).toEqual(gone)
  })

  test('a directory, a pipe, a device', async () => {
    using scratch = makeScratch()
    mkdirSync(scratch.path('keys'))
    expect(await refusal(scratch, '~/keys')).toEqual(['source-malformed', 'The file ~/keys is a directory.'])
    await Bun.$`mkfifo ${scratch.path('pipe')}`
    expect(await refusal(scratch, '~/pipe')).toEqual(['source-malformed', 'The file ~/pipe is no regular file.'])
    expect(await refusal(scratch, '/dev/zero')).toEqual(['source-malformed', 'The file /dev/zero is no regular file.'])
  })

  test('what is too large', async () => {
    using scratch = makeScratch()
    scratch.write('key', 'x'.repeat(1024 * 1024 + 1))
    expect(await refusal(scratch, '~/key')).toEqual(['source-malformed', 'The file ~/key is larger than 1 MiB.'])
  })

  test('a ring of links', async () => {
    using scratch = makeScratch()
    symlinkSync('b', scratch.path('a'))
    symlinkSync('a', scratch.path('b'))
    expect(await refusal(scratch, '~/a')).toEqual(['source-failed', 'The file ~/a could not be read: ELOOP.'])
  })

  test('what somebody else may read only', async () => {
    using scratch = makeScratch()
    scratch.write('locked/key', 'canary', 0o000)
    // Root may read everything: it has to become somebody else for the moment.
    const asRoot = process.geteuid?.() === 0
    if (asRoot) process.seteuid?.(65_534)
    try {
      expect(await refusal(scratch, '~/locked/key')).toEqual([
        'source-failed',
        'The file ~/locked/key may not be read by the user that warmkey runs as.',
      ])
    } finally {
      if (asRoot) process.seteuid?.(0)
    }
  })

  test.each([
    ['{"a": 1', '/a', 'begins like JSON and is none.'],
    ['canary', '/a', 'is not JSON, and "field" says that it should be.'],
    ['{"a": {"b": "canary"}}', '/a', 'The field "/a" of the file ~/key is not text.'],
    ['{"a": "canary"}', '/b', 'has no field "/b"; it has the fields a.'],
  ])('%s with the field %j', async (text, field, said) => {
    using scratch = makeScratch()
    scratch.write('key', text)
    const [code, message] = await refusal(scratch, '~/key', field)
    expect([code, message]).toEqual(['source-malformed', expect.stringContaining(said)])
    expect(message).not.toContain('canary')
  })

  test('the login of a subscription', async () => {
    using scratch = makeScratch()
    scratch.write('.claude/.credentials.json', '{"claudeAiOauth": {"accessToken": "canary"}}')
    scratch.write('copy.json', scratch.read('.claude/.credentials.json'))
    for (const path of ['~/.claude/.credentials.json', '~/copy.json']) {
      expect((await refusal(scratch, path, '/claudeAiOauth/accessToken'))[0]).toBe('subscription-login')
    }
  })
})

test.each([
  [{ path: 'key' }, 'must be a whole path, or begin with "~/"'],
  [{ path: '~' }, 'must be a whole path, or begin with "~/"'],
  [{ path: '~/key', field: 'a' }, 'is not a JSON Pointer (RFC 6901), such as "/token"'],
  [{ path: '~/key', ttl: 'soon' }, '"soon" is no duration; write for example "90s", "5m" or "1h30m"'],
])('the configuration %j is refused', (block, message) => {
  expect(file.schema.safeParse({ type: 'file', ...block }).error?.issues[0]?.message).toBe(message)
})
