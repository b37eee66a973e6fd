import { expect, test } from 'bun:test'
import { mkdirSync } from 'node:fs'
import { capturedCommand } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { change, reportChange } from './change.ts'
import { readOwnConfig } from './own-config.ts'

const profiles = { work: { source: { type: 'env', name: 'K' }, upstream: { url: 'https://x.example' } } }
const flags = { dryRun: false, yes: true, json: false }

/** A daemon that answers the two questions that a change asks it. */
function daemon(state: string, file: string | null, reload: object): AsyncDisposable {
  mkdirSync(state, { recursive: true, mode: 0o700 })
  const server = Bun.serve({
    unix: `${state}/control.sock`,
    fetch: (request) => Response.json(request.url.endsWith('/status') ? { config: { file } } : reload),
  })
  return { [Symbol.asyncDispose]: () => server.stop(true) }
}

test.each<readonly [string, boolean, object, string]>([
  ['takes it', true, { kind: 'taken', problems: [] }, 'The daemon that runs has taken it over.'],
  [
    'refuses it',
    true,
    { kind: 'refused', problems: ['The port is taken.'] },
    'The daemon that runs has refused it: The port is taken.',
  ],
  ['reads another file', false, {}, 'The daemon that runs uses another configuration: /other.jsonc.'],
  ['breaks off', true, { error: { code: 'internal', message: 'x', transient: true } }, ''],
])('a daemon that %s is spoken of', async (_, isOurs, reload, sentence) => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles })
  const before = readOwnConfig(seen.context)
  await using _daemon = daemon(scratch.path('state/warmkey'), isOurs ? before.file : '/other.jsonc', reload)
  const text = `${before.text}\n`
  const written = await change(seen.context, flags, { what: 'edit', profile: 'work', before, text, records: [] })
  expect(written).toMatchObject({ outcome: 'written', daemon: sentence === '' ? null : sentence })
  reportChange(seen.context, flags, written, { done: 'Done.', file: before.file })
  expect(seen.out).toEndWith(sentence === '' ? 'Done.\n' : `Done.\n${sentence}\n`)
  expect(readOwnConfig(seen.context).text).toBe(text)
})

test('what is so already is not written again', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles })
  const before = readOwnConfig(seen.context)
  const same = await change(seen.context, flags, {
    what: 'edit',
    profile: 'work',
    before,
    text: before.text,
    records: [],
  })
  expect(same).toEqual({ outcome: 'unchanged', diff: null, daemon: null })
  reportChange(seen.context, flags, same, { done: 'Done.', file: before.file })
  expect(seen.out).toBe('It is so already; nothing was changed.\n')
})

test('a wrong configuration is not even shown', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles })
  const before = readOwnConfig(seen.context)
  const wrong = { what: 'edit', profile: 'work', before, text: '{"default":"nobody"}', records: [] }
  await expect(change(seen.context, flags, wrong)).rejects.toMatchObject({ code: 'config-invalid' })
  expect(seen.out).toBe('')
})
