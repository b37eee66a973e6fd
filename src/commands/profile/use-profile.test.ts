import { expect, test } from 'bun:test'
import { mkdirSync } from 'node:fs'
import { profileBench } from '../../../test/kit/profile-bench.ts'

const entry = (name: string) => `"${name}": {"source":{"type":"env","name":"K"},"upstream":{"url":"https://x.example"}}`
const before = `{\n  "profiles": {\n    ${entry('work')},\n    ${entry('lab')}\n  }\n}\n`

test('the default profile, that of a directory, and none any more', async () => {
  using bench = profileBench()
  bench.write(before)
  expect((await bench.warmkey('use', 'lab')).out).toEndWith('"lab" is the default profile.\n')
  expect((await bench.warmkey('use', 'lab')).out).toBe('It is so already; nothing was changed.\n')
  expect((await bench.warmkey('profile', 'use', 'work')).out).toEndWith('"work" is the default profile.\n')
  mkdirSync(bench.scratch.path('home/corp'))
  const bound = await bench.warmkey('use', 'lab', '--directory', bench.scratch.path('home/corp'))
  expect(bound.out).toEndWith('"lab" is used in ~/corp and below.\n')
  expect(JSON.parse(bench.bytes() ?? '')).toMatchObject({ default: 'work', directories: { '~/corp': 'lab' } })
  const forgotten = await bench.warmkey('use', '--forget', '--directory', '~/corp', '--json')
  expect(JSON.parse(forgotten.out)).toMatchObject({ outcome: 'written', directory: '~/corp' })
  expect(JSON.parse(bench.bytes() ?? '').directories).toEqual({})
})

test.each<readonly [string[], string]>([
  [['use'], 'Which profile is to be used? Name it: warmkey use work'],
  [['use', 'nobody'], 'There is no profile "nobody"'],
  [['use', '--forget'], 'Which directory is to be forgotten?'],
  [['use', '--forget', '--directory', '.'], 'is bound to no profile.'],
  [['use', 'lab', '--directory', 'gone'], 'gone is no directory.'],
])('%p is told in one sentence', async (args, sentence) => {
  using bench = profileBench()
  bench.write(before)
  const { code, err } = await bench.warmkey(...args)
  expect(err).toContain(sentence)
  expect([code, bench.bytes()]).toEqual([2, before])
})
