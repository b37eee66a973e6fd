import { expect, test } from 'bun:test'
import { capturedCommand, standInDaemon } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { invalidate } from './invalidate.ts'

const profiles = {
  work: { source: { type: 'command', command: 'echo fake-own' }, upstream: { url: 'http://127.0.0.1:9' } },
}

for (const [changed, words] of [
  [true, 'work: renewed, the source gave another key.\n'],
  [false, 'work: the source was asked again and gave the same key.\n'],
] as const) {
  test(`the daemon renews: ${words.trim()}`, async () => {
    using scratch = makeScratch()
    const seen = capturedCommand(scratch)
    const asked: unknown[] = []
    await using _daemon = standInDaemon(seen, (path, body) => {
      asked.push([path, body])
      return { profile: 'work', changed }
    })
    await invalidate.call(seen.context, { json: false })
    await invalidate.call(seen.context, { profile: 'work', json: true })
    expect(seen.out).toBe(`${words}{"version":1,"profile":"work","changed":${changed}}\n`)
    expect(asked).toEqual([
      ['/v1/invalidate', { cwd: seen.context.cwd }],
      ['/v1/invalidate', { profile: 'work' }],
    ])
    expect(seen.code).toBe(0)
  })
}

test('without a daemon there is nothing but the memory', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles })
  await invalidate.call(seen.context, { json: false })
  await invalidate.call(seen.context, { json: true })
  expect(seen.out).toBe(
    'work: no daemon runs, so no key is kept: the next question asks the source.\n{"version":1,"profile":"work","changed":null}\n',
  )
  expect(seen.code).toBe(0)
})

test('a profile that is not there is told in one line', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles })
  await invalidate.call(seen.context, { profile: 'home', json: true })
  expect({ out: seen.out, code: seen.code }).toEqual({ out: '', code: 2 })
  expect(seen.err).toContain('There are: work.')
})

test.each([
  [{ renewed: 0, failed: 0 }, ''],
  [{ renewed: 2, failed: 0 }, ' Also asked again: 2 keys of runs in other environments.'],
  [
    { renewed: 1, failed: 1 },
    ' Also asked again: 1 key of runs in other environments. Not renewed: 1 key of such runs; warmkey status says why.',
  ],
])('what runs in other environments hold is told: %j', async (runs, words) => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch)
  await using _daemon = standInDaemon(seen, () => ({ profile: 'work', changed: true, runs }))
  await invalidate.call(seen.context, { json: false })
  await invalidate.call(seen.context, { json: true })
  const [text, document = ''] = seen.out.split('\n')
  expect(text).toBe(`work: renewed, the source gave another key.${words}`)
  expect(JSON.parse(document)).toEqual({ version: 1, profile: 'work', changed: true, runs })
})
