import { expect, test } from 'bun:test'
import { capturedCommand } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { benchOf } from '../doctor/bench-here.ts'
import { openFixJournal } from '../doctor/fix-journal.ts'
import { collect } from './collect.ts'

test('what there is without a daemon, each file with the fields that it may have', async () => {
  using scratch = makeScratch()
  const source = { type: 'env', name: 'WORK_KEY' }
  const profiles = { work: { source, upstream: { url: 'https://llm.corp.example/base' } } }
  const { context } = capturedCommand(scratch, { profiles, env: { ANTHROPIC_API_KEY: 'made-up-key', GREETING: 'hi' } })
  openFixJournal(scratch.path('state/warmkey'), 'linux').put('000001', {
    ...{ version: 1, at: '2026-01-02T03:04:05Z', check: 'settings-files', summary: 'It was broken.', done: 'Mended.' },
    ...{ path: '/x', file: '/x', before: 'c2VjcmV0', beforeMode: 384, wroteSha256: 'aa', wroteMode: 384 },
    outcome: 'kept',
  })
  const { entries, notes } = await collect(context, benchOf(context, {}), { offline: true, hideHosts: false })
  expect(notes.join(' ')).toContain('no failed request in it')
  const json = (name: string) => JSON.parse(entries.find((each) => each.name === name)?.text ?? '')
  expect(entries.map(({ name }) => name)).toEqual([
    ...['README.txt', 'versions.json', 'doctor.json', 'profiles.json', 'status.json', 'failures.json', 'journal.json'],
  ])
  expect(json('versions.json')).toMatchObject({
    warmkey: '0.0.0',
    bun: Bun.version,
    program: expect.stringMatching(/warmkey$/),
    signsInWith: 'ANTHROPIC_API_KEY',
    variables: ['ANTHROPIC_API_KEY', 'XDG_STATE_HOME'],
  })
  expect(json('doctor.json')).toMatchObject({ schema: 1, causes: [{ number: 1, status: 'ok' }, {}, {}, {}, {}] })
  expect(json('profiles.json').profiles).toEqual([
    {
      name: 'work',
      source: 'env',
      upstream: { url: 'https://llm.corp.example/base', dialect: 'messages', region: null },
      models: {},
    },
  ])
  expect([json('status.json'), json('failures.json')]).toEqual([null, []])
  expect(Object.keys(json('journal.json')[0])).toEqual(['id', 'at', 'check', 'summary', 'done', 'path', 'outcome'])
})
