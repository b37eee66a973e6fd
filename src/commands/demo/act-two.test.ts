import { describe, expect, test } from 'bun:test'
import { mkdirSync, readdirSync } from 'node:fs'
import { claudeBinary } from '../../../test/kit/clients.ts'
import { needsClaude } from '../../../test/kit/parts.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import { actTwo } from './act-two.ts'
import { quietScreen } from './screen.ts'

const play = (path: string, version: string, ended = new AbortController().signal) =>
  actTwo(
    { path, version, from: 'cache', system: {} },
    { clock: systemClock, screen: quietScreen({ write: () => {} }), ended },
  )

describe('the real client', () => {
  for (const version of ['2.1.197', '2.1.329']) {
    needsClaude(version)(`${version} does what is claimed of it, alone and with warmkey`, async () => {
      const rows = await play(claudeBinary(version) ?? '', version)
      expect(rows.map(({ id, surprise }) => [id, surprise])).toEqual([
        ['claude-expired-fixed-key', null],
        ['claude-expired-helper', null],
        ['claude-expired-warmkey', null],
        ['claude-denied-helper', null],
        ['claude-denied-warmkey', null],
      ])
      expect(rows.map(({ outcome }) => outcome)).toEqual(
        version === '2.1.197'
          ? ['failed', 'failed', 'answered', 'refused', 'refused']
          : ['failed', 'answered', 'answered', 'trying', 'refused'],
      )
      expect(rows.at(-1)?.words).toContain('403 Your API key does not have permission')
    })
  }
})

test('a client that does not even answer the first prompt is a surprise on each way, and nothing is left', async () => {
  using scratch = makeScratch()
  mkdirSync(scratch.path('tmp'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = scratch.path('tmp')
  const path = scratch.write('claude', '#!/bin/sh\nread -r line\necho "cannot work" >&2\nexit 4\n', 0o700)
  const rows = await play(path, '9.9.9').finally(() => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  })
  expect(rows.map(({ id, outcome, surprise }) => [id, outcome, surprise])).toEqual([
    ['claude-first-static', 'failed', 'expected answered'],
    ['claude-first-helper', 'failed', 'expected answered'],
    ['claude-first-warmkey', 'failed', 'expected answered'],
    ['claude-first-helper', 'failed', 'expected answered'],
  ])
  expect(rows.map(({ words }) => words)).toEqual(rows.map(() => 'Claude Code ended with exit code 4: cannot work'))
  expect(readdirSync(scratch.path('tmp'))).toEqual([])
})

test('it ends what it has started when it is ended', async () => {
  using scratch = makeScratch()
  const path = scratch.write('claude', '#!/bin/sh\nwhile read -r line; do :; done\n', 0o700)
  await expect(play(path, '9.9.9', AbortSignal.abort(new Error('ended')))).rejects.toThrow('ended')
})
