import { describe, expect, test } from 'bun:test'
import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { profileBench } from '../../../test/kit/profile-bench.ts'
import { openJournal } from '../connect/journal.ts'

const entry = (name: string, more = '') =>
  `"${name}":{"source":{"type":"env","name":"K"},"upstream":{"url":"https://${name}.example"}${more}}`
const add = ['profile', 'add', 'lab', '--variable', 'LAB_KEY', '--url', 'https://lab.example', '--yes'] as const

const ugly: readonly (readonly [name: string, bytes: string])[] = [
  ['one line', `{"profiles":{${entry('work')}}}`],
  ['no profiles', '{}'],
  ['a comment and nothing else in it', '{\n  // later\n}\n'],
  ['profiles with a comment in it', '{\n  "profiles": {\n    // none yet\n  }\n}\n'],
  ['a byte order mark', `\uFEFF{\n  "profiles": {\n    ${entry('work')}\n  }\n}\n`],
  ['CRLF', `{\r\n  "profiles": {\r\n    ${entry('work')}\r\n  }\r\n}\r\n`],
  ['CRLF and LF mixed', `{\r\n  "profiles": {\n    ${entry('work')}\r\n  }\n}\r\n`],
  ['old Mac line ends', `{\r  "profiles": {\r    ${entry('work')}\r  }\r}\r`],
  ['tabs', `{\n\t"default": "work",\n\t"profiles": {\n\t\t${entry('work')}\n\t}\n}`],
  [
    'comments and trailing commas',
    `// a\n{ /* b */\n  "profiles": { // c\n    ${entry('work', ',')}, // d\n  }, // e\n} // f\n`,
  ],
  [
    'profiles behind everything',
    `{"listen":{"port":9999},"directories":{},"default":"work","profiles":{${entry('work')}}}`,
  ],
  ['escapes', `{"profiles":{"\\u0077ork":${entry('x').slice(4)}}}`],
  ['four blanks and blanks around colons', `{\n    "profiles" : {\n        ${entry('work')}\n    }\n}\n`],
  ['many final newlines', `{"profiles":{${entry('work')}}}\n\n\n`],
]

describe('add and remove give every byte back', () => {
  test.each(ugly)('%s', async (_, text) => {
    using bench = profileBench()
    bench.write(text)
    const before = bench.bytes()
    expect((await bench.warmkey(...add, '--directory', '.')).err).toBe('')
    expect(bench.bytes()).toContain('LAB_KEY')
    expect((await bench.warmkey('profile', 'remove', 'lab', '--yes')).err).toBe('')
    expect(bench.bytes()).toBe(before)
  })

  test.each(ugly)('%s, with the default changed to it and what is remembered lost', async (_, text) => {
    using bench = profileBench()
    bench.write(text)
    await bench.warmkey(...add, '--default')
    bench.scratch.write('state/warmkey/config-changes.json', 'lost')
    expect((await bench.warmkey('profile', 'remove', 'lab', '--yes')).err).toBe('')
    expect(bench.bytes()).not.toContain('LAB_KEY')
    expect((await bench.warmkey('profile', 'list', '--json')).code).toBe(0)
  })
})

test('what still uses it is named: default, directories, connected tools', async () => {
  using bench = profileBench()
  bench.write(
    `{"default":"lab","profiles":{${entry('lab')},${entry('work')},${entry('third')}},"directories":{"~/lab":"lab","~/x":"work"}}`,
  )
  openJournal(bench.scratch.path('state/warmkey'), 'linux').put({
    version: 1,
    client: 'claude-code',
    scope: 'user',
    mode: 'gateway',
    profile: 'lab',
    path: '/home/dev/.claude/settings.json',
    file: '/home/dev/.claude/settings.json',
    before: null,
    beforeMode: null,
    directories: [],
    wroteSha256: '',
    wroteMode: 0o600,
    records: [],
    keyId: null,
    plan: '',
    connectedAt: '',
  })
  const { out } = await bench.warmkey('profile', 'remove', 'lab', '--yes')
  expect(out).toContain('! It is the default profile; without one, say which is to be it: warmkey use work\n')
  expect(out).toContain('! ~/lab is bound to it, and will be bound to none.\n')
  expect(out).toContain(
    '! claude-code is connected with it (/home/dev/.claude/settings.json) and will not be answered: warmkey disconnect claude-code\n',
  )
  expect(JSON.parse(bench.bytes() ?? '')).toEqual({
    profiles: { work: expect.anything(), third: expect.anything() },
    directories: { '~/x': 'work' },
  })
  expect((await bench.warmkey('profile', 'remove', 'lab', '--yes')).err).toContain(
    `There is no profile "lab" in ${bench.file}. There are: work, third.`,
  )
})

test('a default that an addition replaced comes back with the removal', async () => {
  using bench = profileBench()
  const before = `{\n  "default": "work", // mine\n  "profiles": {${entry('work')},${entry('third')}}\n}\n`
  bench.write(before)
  await bench.warmkey(...add, '--default')
  expect(bench.bytes()).toContain('"default": "lab", // mine')
  await bench.warmkey('profile', 'remove', 'lab', '--yes')
  expect(bench.bytes()).toBe(before)
})

test('the mode of the file becomes 0600', async () => {
  using bench = profileBench()
  bench.write('{}')
  chmodSync(bench.file, 0o644)
  mkdirSync(bench.scratch.path('home/x'))
  await bench.warmkey(...add)
  expect(statSync(bench.file).mode & 0o777).toBe(0o600)
})
