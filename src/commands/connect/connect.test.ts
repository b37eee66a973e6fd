import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { type ConnectBench, makeConnectBench } from '../../../test/kit/connect-bench.ts'

let bench: ConnectBench
beforeAll(async () => {
  bench = await makeConnectBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

let number = 0
/** A configuration directory of the client for one test, and the settings file in it. */
function fresh(bytes: string | Uint8Array | null, mode = 0o644): { file: string; env: Record<string, string> } {
  const directory = bench.scratch.path(`claude-${++number}`)
  mkdirSync(directory)
  const file = `${directory}/settings.json`
  if (bytes !== null) {
    writeFileSync(file, bytes)
    chmodSync(file, mode)
  }
  return { file, env: { CLAUDE_CONFIG_DIR: directory } }
}

const bytesOf = (file: string): string | null => (existsSync(file) ? readFileSync(file).toString('latin1') : null)
const modeOf = (file: string): number => statSync(file).mode & 0o777

// Just below the 2 MiB above which Claude Code ignores the file.
const many = `{\n${Array.from({ length: 40_000 }, (_, i) => `  "key-${i}": "${'x'.repeat(30)}"`).join(',\n')}\n}\n`

const ugly: readonly (readonly [name: string, bytes: string | Uint8Array | null])[] = [
  ['no file', null],
  ['an empty file', ''],
  ['a file of blanks', ' \n\t\n'],
  ['a byte order mark alone', '\uFEFF'],
  ['an empty object', '{}'],
  ['an empty object and a line end', '{}\n'],
  ['an empty object over two lines', '{\r\n}\r\n'],
  ['a byte order mark', '\uFEFF{\n  "model": "opus"\n}\n'],
  ['CRLF', '{\r\n  "model": "opus",\r\n  "env": {\r\n    "A": "1"\r\n  }\r\n}\r\n'],
  ['CRLF and LF mixed', '{\r\n  "model": "opus",\n  "env": {\r\n    "A": "1"\n  }\r\n}\n'],
  ['old Mac line ends', '{\r  "model": "opus"\r}\r'],
  ['tabs', '{\n\t"model": "opus",\n\t"env": {\n\t\t"A": "1"\n\t}\n}\n'],
  ['no final newline', '{\n  "model": "opus"\n}'],
  ['many final newlines', '{\n  "model": "opus"\n}\n\n\n'],
  ['one line', '{"model":"opus","env":{"A":"1"},"permissions":{"allow":["Bash(ls:*)"]}}'],
  ['one line with blanks', '{ "model" : "opus" , "env" : { } }'],
  ['an object that begins on the line of its key', '{"env":\n\n{"A":\n"1"}\n,\n"b":1}'],
  ['an empty env', '{\n  "env": {},\n  "model": "opus"\n}\n'],
  ['env with blanks in it', '{\n  "env": {\n\n  },\n  "model": "opus"\n}\n'],
  ['env with null', '{\n  "env": { "A": null, "ANTHROPIC_API_KEY": null }\n}\n'],
  [
    'env with our very names',
    '{\n  "env": {\n    "ANTHROPIC_BASE_URL": "https:\\/\\/old.example",\n    "ANTHROPIC_AUTH_TOKEN": "fake-old"\n  },\n  "apiKeyHelper": "~/bin/key.sh"\n}\n',
  ],
  [
    'keys that stand twice',
    '{"env":{"ANTHROPIC_AUTH_TOKEN":"a","ANTHROPIC_AUTH_TOKEN":"b"},"env":{"ANTHROPIC_BASE_URL":"x"}}',
  ],
  ['escapes in keys and values', '{"\\u0065nv":{"\\u0041":"\\ud83d\\ude00 \\u00e9 é"},"ü":"\u2028"}'],
  ['numbers that no program keeps', '{"a":1.0,"b":1e400,"c":12345678901234567890,"d":-0}'],
  ['__proto__', '{"__proto__":{"env":{}},"constructor":1}'],
  ['a cloud provider switched on', '{"env":{"CLAUDE_CODE_USE_BEDROCK":"1"}}'],
  ['headers with a credential', '{"env":{"ANTHROPIC_CUSTOM_HEADERS":"X-Team: a\\nAuthorization: Bearer fake-x"}}'],
  ['40,000 lines', many],
]

describe('every byte comes back', () => {
  for (const [name, bytes] of ugly) {
    for (const mode of ['gateway', 'helper'] as const) {
      test(`${name}, ${mode} mode`, async () => {
        const { file, env } = fresh(bytes)
        const before = bytesOf(file)
        const connected = await bench.connect({ mode }, { env })
        expect(connected.error?.sentence).toBeUndefined()
        const written: unknown = JSON.parse(readFileSync(file, 'utf8').replace('\uFEFF', ''))
        if (mode === 'gateway') {
          expect(written).toMatchObject({
            env: { ANTHROPIC_BASE_URL: bench.gatewayUrl, ANTHROPIC_AUTH_TOKEN: expect.stringMatching(/^wk-/) },
          })
          expect(modeOf(file)).toBe(0o600)
        } else {
          expect(written).toMatchObject({ apiKeyHelper: expect.stringMatching(/warmkey token --profile work$/) })
        }
        const disconnected = await bench.disconnect({}, { env })
        expect(disconnected.error?.sentence).toBeUndefined()
        expect(bytesOf(file)).toBe(before)
        if (before !== null) expect(modeOf(file)).toBe(0o644)
        expect(readJournal()).toEqual([])
      })
    }
  }
})

test.each(ugly)('with a blank more at its end, the lines of warmkey alone are taken out: %s', async (_, bytes) => {
  const { file, env } = fresh(bytes)
  const before = bytesOf(file)
  await bench.connect({}, { env })
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n`)
  expect((await bench.disconnect({}, { env })).error?.sentence).toBeUndefined()
  const wasBlank = before === null || Buffer.from(before, 'latin1').toString().replace('\uFEFF', '').trim() === ''
  expect(bytesOf(file)).toBe(wasBlank ? before : `${before}\n`)
})

const readJournal = (): string[] =>
  existsSync(bench.scratch.path('state/warmkey/connections'))
    ? [...new Bun.Glob('*').scanSync(bench.scratch.path('state/warmkey/connections'))]
    : []

describe('a file that the client would drop, or that cannot be written, is named and left alone', () => {
  test.each<readonly [string, string | Uint8Array, RegExp]>([
    [
      'a comment',
      '{\n  // mine\n  "model": "opus"\n}\n',
      /is not valid JSON \(no comments, no trailing commas\), so Claude Code ignores all of it\./,
    ],
    ['a trailing comma', '{\n  "model": "opus",\n}\n', /no trailing commas/],
    ['conflict markers', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n', /not valid JSON/],
    ['half a file', '{"env": {"A": "1"', /not valid JSON/],
    ['a list', '[]', /is no JSON object/],
    ['an env that is a list', '{"env": []}', /"env" in .* is no object, so Claude Code ignores the whole file\./],
    ['a helper that is null', '{"apiKeyHelper": null}', /"apiKeyHelper" in .* is no string/],
    ['UTF-16LE', Buffer.from('\uFEFF{}', 'utf16le'), /is written in UTF-16, which warmkey does not edit\./],
    ['bytes that are no UTF-8', Buffer.from('{"a":"\xe9"}', 'latin1'), /is not UTF-8/],
    ['5 MB', `{"a":"${'x'.repeat(5_000_000)}"}`, /is larger than 4 MiB/],
  ])('%s', async (_, bytes, sentence) => {
    const { file, env } = fresh(bytes)
    const before = bytesOf(file)
    const { error } = await bench.connect({}, { env })
    expect(error?.code).toBe('settings-refused')
    expect(error?.message).toMatch(sentence)
    expect(error?.message).toContain(file)
    expect(error?.remedy).toBeDefined()
    expect(bytesOf(file)).toBe(before)
    expect(readJournal()).toEqual([])
  })

  test('a read-only file', async () => {
    const { file, env } = fresh('{}', 0o444)
    const { error } = await bench.connect({}, { env })
    expect(error?.message).toBe(`${file} is read-only, so somebody does not want it to change.`)
    expect(bytesOf(file)).toBe('{}')
  })

  test('a directory in its place', async () => {
    const { file, env } = fresh(null)
    mkdirSync(file)
    expect((await bench.connect({}, { env })).error?.message).toBe(`${file} is no file.`)
  })

  test('a link that leads to itself, and one into nowhere', async () => {
    const { file, env } = fresh(null)
    symlinkSync(file, file)
    expect((await bench.connect({}, { env })).error?.message).toBe(`${file} is a symbolic link that leads to itself.`)
    const other = fresh(null)
    symlinkSync(`${other.file}.d/none/settings.json`, other.file)
    expect((await bench.connect({}, { env: other.env })).error?.message).toContain('and there is no such directory')
  })
})

test('dotfiles are written through, and the links stay', async () => {
  const { file, env } = fresh(null)
  const dotfile = bench.scratch.write(`dotfiles-${number}/claude.json`, '{"model":"opus"}', 0o640)
  const half = bench.scratch.path(`half-${number}`)
  symlinkSync(dotfile, half)
  symlinkSync(half, file)
  expect((await bench.connect({}, { env })).error).toBeNull()
  expect([lstatSync(file).isSymbolicLink(), readlinkSync(file), lstatSync(half).isSymbolicLink()]).toEqual([
    true,
    half,
    true,
  ])
  expect(readFileSync(dotfile, 'utf8')).toContain('ANTHROPIC_BASE_URL')
  await bench.disconnect({}, { env })
  expect([bytesOf(dotfile), modeOf(dotfile), readlinkSync(file)]).toEqual(['{"model":"opus"}', 0o640, half])
})

test('a dangling link gets its file, and loses it again', async () => {
  const { file, env } = fresh(null)
  const dotfile = bench.scratch.path(`not-yet-${number}.json`)
  symlinkSync(dotfile, file)
  expect((await bench.connect({}, { env })).error).toBeNull()
  expect(readFileSync(dotfile, 'utf8')).toContain('ANTHROPIC_BASE_URL')
  await bench.disconnect({}, { env })
  expect([existsSync(dotfile), readlinkSync(file)]).toEqual([false, dotfile])
})

test('a file with two names keeps both', async () => {
  const { file, env } = fresh('{"a":1}')
  linkSync(file, `${file}.other`)
  await bench.connect({}, { env })
  expect([statSync(file).nlink, bytesOf(`${file}.other`)]).toEqual([2, bytesOf(file)])
  await bench.disconnect({}, { env })
  expect([statSync(file).nlink, bytesOf(`${file}.other`)]).toEqual([2, '{"a":1}'])
})

test('directories that were made for it go with it', async () => {
  const directory = bench.scratch.path(`none-${++number}/deep/claude`)
  const env = { CLAUDE_CONFIG_DIR: directory }
  await bench.connect({}, { env })
  expect(existsSync(`${directory}/settings.json`)).toBe(true)
  await bench.disconnect({}, { env })
  expect(existsSync(dirname(dirname(directory)))).toBe(false)
})

test('asked twice, it writes once; asked for something else, it writes anew over what was there before', async () => {
  const { file, env } = fresh('{"model":"opus"}')
  await bench.connect({}, { env })
  const once = bytesOf(file)
  const again = await bench.connect({}, { env })
  expect([again.error, bytesOf(file)]).toEqual([null, once])
  expect(again.out).toContain('was connected to warmkey')
  await bench.connect({ mode: 'helper' }, { env })
  expect(JSON.parse(bytesOf(file) ?? '')).toEqual({
    model: 'opus',
    env: { ANTHROPIC_BASE_URL: bench.upstream.url },
    apiKeyHelper: expect.any(String),
  })
  await bench.disconnect({}, { env })
  expect(bytesOf(file)).toBe('{"model":"opus"}')
})

test('the key of one connection opens the gateway until it is taken back', async () => {
  const { file, env } = fresh(null)
  await bench.connect({}, { env })
  const key: string = JSON.parse(bytesOf(file) ?? '').env.ANTHROPIC_AUTH_TOKEN
  const ask = () =>
    fetch(`${bench.gatewayUrl}/v1/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'anthropic-version': '2023-06-01',
      },
      body: JSON.stringify({ model: 'claude-sonnet-5', max_tokens: 1, messages: [{ role: 'user', content: 'hi' }] }),
    })
  expect((await ask()).status).toBe(200)
  await bench.disconnect({}, { env })
  let status = 200
  // The daemon looks at the file of keys again after a moment.
  while (status === 200) status = (await ask()).status
  expect(status).toBe(401)
})

test('--dry-run shows the change without a secret, and writes nothing anywhere', async () => {
  const { file, env } = fresh(
    '{"env":{"ANTHROPIC_API_KEY":"sk-ant-fake-0123456789abcdef","OTHER_TOKEN":"plain-fake-secret"}}',
  )
  const before = bytesOf(file)
  const { out, error } = await bench.connect({ dryRun: true }, { env })
  expect(error).toBeNull()
  expect(out).toContain(`"ANTHROPIC_BASE_URL":"${bench.gatewayUrl}"`)
  expect(out).not.toContain('sk-ant-fake')
  expect(out).not.toContain('plain-fake-secret')
  expect(out).toContain('Nothing was written (--dry-run).')
  expect([bytesOf(file), readJournal()]).toEqual([before, []])
})

test('without a terminal it does not ask, and says what to type', async () => {
  const { file, env } = fresh('{}')
  const { error } = await bench.connect({ yes: false }, { env })
  expect(error?.sentence).toBe(
    'There is no terminal to ask on, so nothing was changed. Say --yes to agree beforehand, or --dry-run to see the change only.',
  )
  expect(bytesOf(file)).toBe('{}')
})

test('--json is one document, with everything that the text says', async () => {
  const { file, env } = fresh(null)
  const { out } = await bench.connect({ json: true }, { env: { ...env, ANTHROPIC_API_KEY: 'fake-exported-key' } })
  expect(JSON.parse(out)).toEqual({
    version: 1,
    state: 'connected',
    client: 'claude-code',
    scope: 'user',
    mode: 'gateway',
    profile: 'work',
    settings: file,
    file,
    gateway: bench.gatewayUrl,
    diff: expect.stringContaining('+     "ANTHROPIC_BASE_URL"'),
    daemonStarted: false,
    daemonIsService: false,
    installed: null,
    stillWins: [expect.stringContaining('ANTHROPIC_API_KEY is exported in this shell')],
    lost: [expect.stringContaining('Remote Control')],
    remarks: [expect.stringContaining('Tool search')],
    proof: null,
  })
  expect(out).not.toContain('wk-')
  expect(JSON.parse((await bench.disconnect({ json: true }, { env })).out)).toEqual({
    version: 1,
    settings: [
      {
        client: 'claude-code',
        scope: 'user',
        mode: 'gateway',
        profile: 'work',
        settings: file,
        file,
        outcome: 'restored',
        diff: expect.stringContaining('- '),
        conflicts: [],
      },
    ],
  })
})

describe('in a project', () => {
  const git = (...args: string[]) => {
    const run = Bun.spawnSync(['git', '-C', bench.scratch.path('repo'), ...args], { env: { ...bench.env } })
    if (run.exitCode !== 0) throw new Error(run.stderr.toString())
  }
  const here = () => ({ cwd: bench.scratch.path('repo') })
  beforeAll(() => {
    bench.scratch.write('repo/.claude/settings.json', '{"model":"opus"}')
    git('init', '-q')
    git('add', '.claude/settings.json')
  })

  test('a key is not written into a file that git tracks, a helper is', async () => {
    const file = bench.scratch.path('repo/.claude/settings.json')
    const { error } = await bench.connect({ scope: 'project' }, here())
    expect(error?.sentence).toBe(
      `git tracks ${file}, and a key would be written into it. Use --scope user, or --mode helper, which writes no key; --scope local is for a file that git ignores.`,
    )
    expect(bytesOf(file)).toBe('{"model":"opus"}')
    expect((await bench.connect({ scope: 'project', mode: 'helper' }, here())).error).toBeNull()
    expect(JSON.parse(bytesOf(file) ?? '').apiKeyHelper).toContain('warmkey token')
    await bench.disconnect({ scope: 'project' }, here())
    expect(bytesOf(file)).toBe('{"model":"opus"}')
  })

  test('local settings hold a key once git ignores them', async () => {
    const file = bench.scratch.path('repo/.claude/settings.local.json')
    expect((await bench.connect({ scope: 'local' }, here())).error?.message).toContain('git does not ignore')
    bench.scratch.write('repo/.git/info/exclude', '.claude/settings.local.json\n')
    expect((await bench.connect({ scope: 'local' }, here())).error).toBeNull()
    expect(JSON.parse(bytesOf(file) ?? '').env.ANTHROPIC_BASE_URL).toBe(bench.gatewayUrl)
    await bench.disconnect({ scope: 'local' }, here())
    expect(existsSync(file)).toBe(false)
  })
})

test('a tool whose settings it does not know is named', async () => {
  const { file, env } = fresh('{}')
  expect((await bench.connect({}, { env, tool: 'emacs' })).error?.code).toBe('usage')
  expect(bytesOf(file)).toBe('{}')
})

test('without a configuration it says what to write', async () => {
  const { file, env } = fresh('{"apiKeyHelper":"~/bin/key.sh"}')
  const { error } = await bench.connect({}, { env: { ...env, XDG_CONFIG_HOME: bench.scratch.path('no-config') } })
  expect(error?.code).toBe('nothing-to-keep')
  expect(error?.sentence).toContain('Let `warmkey init` write it')
  expect(bytesOf(file)).toBe('{"apiKeyHelper":"~/bin/key.sh"}')
})
