import { expect, test } from 'bun:test'
import { capturedCommand, standInDaemon } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { token } from './token.ts'

const profiles = {
  work: { source: { type: 'command', command: 'echo fake-own' }, upstream: { url: 'http://127.0.0.1:9' } },
}

test('the daemon is asked where one runs', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles })
  await using _daemon = standInDaemon(seen, () => ({
    key: 'fake-kept',
    profile: 'work',
    expiresAtMs: null,
    header: 'both',
  }))
  await token.call(seen.context, {})
  expect({ out: seen.out, err: seen.err, code: seen.code }).toEqual({ out: 'fake-kept\n', err: '', code: 0 })
})

test('where none runs the source is asked', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles })
  await token.call(seen.context, { format: 'headers' })
  expect({ out: seen.out, err: seen.err, code: seen.code }).toEqual({
    out: '{"Authorization":"Bearer fake-own","x-api-key":"fake-own"}\n',
    err: '',
    code: 0,
  })
})

test('what is wrong is one line', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch)
  await token.call(seen.context, {})
  expect({ out: seen.out, code: seen.code }).toEqual({ out: '', code: 2 })
  expect(seen.err).toMatch(/^warmkey: There is no profile yet[^\n]+\n$/)
})
