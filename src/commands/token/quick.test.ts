import { describe, expect, test } from 'bun:test'
import { capturedCommand, standInDaemon } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { quickToken } from './quick.ts'

const given = { key: 'fake-key', profile: 'work', expiresAtMs: null, header: 'x-api-key' }

describe('a quick answer', () => {
  test('is the key that the daemon gives, in the format that was asked for', async () => {
    using scratch = makeScratch()
    const seen = capturedCommand(scratch)
    const asked: unknown[] = []
    await using _daemon = standInDaemon(seen, (path, body) => {
      asked.push([path, body])
      return given
    })
    expect(await quickToken(seen.context, ['--profile', 'work', '--format', 'header'])).toBe(true)
    expect({ out: seen.out, err: seen.err, code: seen.code }).toEqual({
      out: 'x-api-key: fake-key\n',
      err: '',
      code: 0,
    })
    expect(asked).toEqual([['/v1/token', { profile: 'work', ttlMs: 300_000, client: null }]])
  })

  test('is the reason that the daemon gives, in one line', async () => {
    using scratch = makeScratch()
    const seen = capturedCommand(scratch)
    await using _daemon = standInDaemon(seen, () => ({
      error: { code: 'source-failed', message: 'The vault is sealed.', remedy: 'Unseal it.', transient: true },
    }))
    expect(await quickToken(seen.context, [])).toBe(true)
    expect({ out: seen.out, err: seen.err, code: seen.code }).toEqual({
      out: '',
      err: 'warmkey: The vault is sealed. Unseal it.\n',
      code: 1,
    })
  })

  test('is none where no daemon listens, or where there is more to read: then nothing is said', async () => {
    using scratch = makeScratch()
    const seen = capturedCommand(scratch)
    expect(await quickToken(seen.context, [])).toBe(false)
    await using _daemon = standInDaemon(seen, () => given)
    expect(await quickToken(seen.context, ['--help'])).toBe(false)
    expect(await quickToken(seen.context, ['--format', 'yaml'])).toBe(false)
    expect(seen.out + seen.err).toBe('')
  })
})
