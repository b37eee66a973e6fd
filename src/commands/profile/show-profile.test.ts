import { expect, test } from 'bun:test'
import { profileBench } from '../../../test/kit/profile-bench.ts'
import { defaultsIn } from './show-profile.ts'

test('the block with its defaults, which are marked, and no secret', async () => {
  using bench = profileBench()
  const source = { type: 'command', command: 'mint sk-ant-fake-0123456789abcdef', env: { PIN: 'fake-1234' } }
  const work = { source, upstream: { url: 'https://llm.example' }, limits: { concurrency: 8 } }
  bench.write(JSON.stringify({ default: 'work', profiles: { work }, directories: { '~/x': 'work' } }))
  const { out } = await bench.warmkey('profile', 'show', 'work')
  expect(out).toStartWith(`// work in ${bench.file}\n{\n  "source": {`)
  expect(out).toContain('"dialect": "messages", // default')
  expect(out).toContain('"url": "https://llm.example"\n')
  expect(out).toContain('"limits": { "concurrency": 8 },\n')
  expect(out).toContain('"export": "allow" // default\n')
  expect(out).toEndWith('}\n// the default profile\n// used in ~/x\n')
  const json = await bench.warmkey('profile', 'show', 'work', '--json')
  expect(JSON.parse(json.out)).toMatchObject({
    version: 1,
    name: 'work',
    isDefault: true,
    profile: { export: 'allow' },
  })
  for (const text of [out, json.out]) {
    expect(text).not.toContain('sk-ant-fake')
    expect(text).not.toContain('fake-1234')
  }
  expect((await bench.warmkey('profile', 'show', 'x')).err).toContain('There is no profile "x"')
})

test('what nobody wrote is a default', () => {
  expect(defaultsIn({ a: 1, b: { c: 2, d: { e: 3 } }, f: [] }, { a: 1, b: { c: 2 } })).toEqual({
    'b.d': 'default',
    f: 'default',
  })
  expect(defaultsIn({ a: 1 }, undefined)).toEqual({})
})
