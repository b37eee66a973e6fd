import { describe, expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { profileBench } from '../../../test/kit/profile-bench.ts'

const lab = ['profile', 'add', 'lab', '--variable', 'LAB_KEY', '--url', 'https://lab.example', '--yes']
const work = (more = '') =>
  `{"default":"work","profiles":{"work":{"source":{"type":"command","command":"~/bin/mint"},"upstream":{"url":"https://llm.example"}}}${more}}`

test('the first profile makes the file, mode 0600, and is the default one', async () => {
  using bench = profileBench()
  const { code, out, err } = await bench.warmkey(...lab)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(bench.bytes()).toEndWith(`{
  "default": "lab",
  "profiles": {
    "lab": {
      "source": { "type": "env", "name": "LAB_KEY" },
      "upstream": { "url": "https://lab.example" }
    }
  }
}
`)
  expect(statSync(bench.file).mode & 0o777).toBe(0o600)
  expect(out).toContain(`+     "lab": {`)
  expect(out).toContain('Try it: warmkey run --profile lab -- claude')
})

test('where there was one profile without a default, that one stays the one that is used', async () => {
  using bench = profileBench()
  bench.write(work().replace('"default":"work",', ''))
  await bench.warmkey(...lab)
  expect(JSON.parse(bench.bytes() ?? '').default).toBe('work')
  await bench.warmkey('profile', 'add', 'third', '--path', '~/key', '--url', 'https://x.example', '--default', '--yes')
  expect(JSON.parse(bench.bytes() ?? '')).toMatchObject({
    default: 'third',
    profiles: { third: { source: { type: 'file', path: '~/key' } } },
  })
})

test('--dry-run and --json', async () => {
  using bench = profileBench()
  bench.write(work())
  expect((await bench.warmkey(...lab, '--dry-run')).out).toEndWith('Nothing was written (--dry-run).\n')
  expect(bench.bytes()).toBe(work())
  const { out } = await bench.warmkey(...lab, '--json')
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    outcome: 'written',
    profile: 'lab',
    file: bench.file,
    diff: expect.stringContaining('LAB_KEY'),
    daemon: null,
  })
})

describe('what is missing or wrong is one sentence that names the flag', () => {
  test.each<readonly [string[], string]>([
    [['add'], 'The profile needs a name. Say it first: warmkey profile add work …'],
    [['add', 'lab'], 'The profile "lab" needs --source (command, env, file'],
    [['add', 'lab', '--variable', 'K'], 'The profile "lab" needs --url.'],
    [['add', 'lab', '--source', 'command', '--url', 'https://x.example'], '--command '],
    [['add', 'lab', '--source', 'nonsense'], 'There is no source of type "nonsense". There are: command, env, file'],
    [['add', 'lab', '--variable', 'K', '--url', 'http://x.example'], '--url is not encrypted'],
    [['add', 'lab', '--variable', 'K', '--url', 'https://x.example', '--set', 'source.ttl=5'], '--ttl "5" has no unit'],
    [
      ['add', 'lab', '--variable', 'K', '--url', 'https://x.example', '--set', 'limits.x=5'],
      '--set limits.x=… is not a',
    ],
    [['add', 'lab', '--variable', 'K', '--url', 'https://x.example', '--set', 'x'], '--set x names no place.'],
    [
      ['add', 'lab', '--command', 'echo sk-ant-fake-0123456789abcdef', '--url', 'https://x.example'],
      '"source.command" holds something that looks like a credential',
    ],
    [['add', 'work', '--variable', 'K', '--url', 'https://x.example'], '"work" is the name of a profile that is there'],
    [['add', 'A b'], '"A b" is no name of a profile'],
    [['add', 'lab', '--variable', 'K', '--url', 'https://x.example', '--directory', 'gone'], 'gone is no directory.'],
  ])('%p', async (args, sentence) => {
    using bench = profileBench()
    bench.write(work())
    const { code, err } = await bench.warmkey('profile', ...args, '--yes')
    expect(err).toStartWith(`warmkey: ${sentence.startsWith('gone') ? '' : sentence}`)
    expect(err).toContain(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect([code, bench.bytes()]).toEqual([2, work()])
  })

  test('without --yes and without a terminal nothing is written', async () => {
    using bench = profileBench()
    const { code, err } = await bench.warmkey(...lab.slice(0, -1))
    expect([code, bench.bytes()]).toEqual([2, null])
    expect(err).toContain('There is no terminal to ask on, so nothing was changed. Say --yes')
  })
})

test('numbers and lists of --set are what they look like, and text where text is wanted', async () => {
  using bench = profileBench()
  const set = ['--set', 'limits.concurrency=8', '--set', 'source.name=K2', '--set', 'denyOn=[{"status":403}]']
  await bench.warmkey(...lab, ...set)
  expect(JSON.parse((bench.bytes() ?? '').replace(/^\/\/.*$/gm, '')).profiles.lab).toEqual({
    source: { type: 'env', name: 'K2' },
    upstream: { url: 'https://lab.example' },
    limits: { concurrency: 8 },
    denyOn: [{ status: 403 }],
  })
  const text = ['profile', 'add', 'x', '--command', 'mint', '--url', 'https://x.example', '--yes']
  await bench.warmkey(...text, '--set', 'source.field=7')
  expect(bench.bytes()).toContain('"field": "7"')
})
