import { afterAll, beforeAll, expect, test } from 'bun:test'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type ConnectBench, makeConnectBench } from '../../../test/kit/connect-bench.ts'

let bench: ConnectBench
beforeAll(async () => {
  bench = await makeConnectBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

let number = 0
async function connected(text: string | null): Promise<{ file: string; env: Record<string, string> }> {
  const directory = bench.scratch.path(`claude-${++number}`)
  mkdirSync(directory)
  const file = `${directory}/settings.json`
  if (text !== null) writeFileSync(file, text)
  const env = { CLAUDE_CONFIG_DIR: directory }
  expect((await bench.connect({}, { env })).error?.sentence).toBeUndefined()
  return { file, env }
}
const read = (file: string) => readFileSync(file, 'utf8')
const change = (file: string, from: string | RegExp, to: string) => writeFileSync(file, read(file).replace(from, to))

test('nothing connected, nothing to do', async () => {
  expect(await bench.disconnect()).toEqual({
    out: 'Nothing is connected, so there is nothing to put back.\n',
    code: 0,
    error: null,
  })
  expect((await bench.disconnect({}, { tool: 'opencode' })).out).toBe(
    'No opencode is connected, so there is nothing to put back.\n',
  )
  expect(JSON.parse((await bench.disconnect({ json: true })).out)).toEqual({ version: 1, settings: [] })
  expect((await bench.disconnect({}, { tool: 'emacs' })).error?.code).toBe('usage')
})

test('other lines that were changed in between stay', async () => {
  const { file, env } = await connected('{\n  "model": "opus",\n  "env": {\n    "A": "1"\n  }\n}\n')
  change(file, '"opus"', '"sonnet"')
  change(file, '"A": "1"', '"A": "1",\n    "B": "2"')
  const { out, error } = await bench.disconnect({}, { env })
  expect(error).toBeNull()
  expect(out).toContain(`the lines of warmkey are out of ${file}, and what was changed since stays.`)
  expect(read(file)).toBe('{\n  "model": "sonnet",\n  "env": {\n    "A": "1",\n    "B": "2"\n  }\n}\n')
})

test('a line of ours that was changed: three versions, nothing written, and each way out works', async () => {
  const before = '{"env":{"ANTHROPIC_BASE_URL":"https://old.example"}}'
  const { file, env } = await connected(before)
  change(file, bench.gatewayUrl, 'https://mine.example')
  const changed = read(file)
  const { out, error } = await bench.disconnect({}, { env })
  expect(error?.code).toBe('settings-conflict')
  expect(error?.sentence).toContain('--keep-edited')
  expect(out).toContain(
    [
      `env.ANTHROPIC_BASE_URL in ${file}`,
      '  before connect   "https://old.example"',
      `  warmkey wrote    "${bench.gatewayUrl}"`,
      '  now              "https://mine.example"',
    ].join('\n'),
  )
  expect(read(file)).toBe(changed)
  const json = JSON.parse((await bench.disconnect({ json: true }, { env })).out)
  expect(json.settings[0]).toMatchObject({ outcome: 'conflict', conflicts: [{ at: 'env.ANTHROPIC_BASE_URL' }] })
  expect((await bench.connect({ mode: 'helper' }, { env })).error?.code).toBe('settings-conflict')

  const kept = await bench.disconnect({ keepEdited: true }, { env })
  expect(kept.error).toBeNull()
  expect(kept.out).toContain('Lines that you changed were left as they are.')
  expect(JSON.parse(read(file))).toEqual({ env: { ANTHROPIC_BASE_URL: 'https://mine.example' } })

  const other = await connected(before)
  change(other.file, bench.gatewayUrl, 'https://mine.example')
  expect((await bench.disconnect({ restore: true }, { env: other.env })).error).toBeNull()
  expect(read(other.file)).toBe(before)

  const byHand = await connected(before)
  change(byHand.file, bench.gatewayUrl, 'https://old.example')
  expect((await bench.disconnect({}, { env: byHand.env })).error).toBeNull()
  expect(read(byHand.file)).toBe(before)
})

test('no version that is shown is a key', async () => {
  const { file, env } = await connected('{"env":{"ANTHROPIC_AUTH_TOKEN":"plain-fake-before"}}')
  change(file, /wk-[\w-]+/, 'plain-fake-now')
  const { out } = await bench.disconnect({}, { env })
  expect(out).toContain('env.ANTHROPIC_AUTH_TOKEN in')
  expect(out).not.toMatch(/plain-fake|wk-\w/)
  await bench.disconnect({ restore: true }, { env })
})

test('what is no JSON any more is refused, and restored on demand', async () => {
  const { file, env } = await connected('{"a":1}')
  writeFileSync(file, '{"a":')
  const { error } = await bench.disconnect({}, { env })
  expect(error?.sentence).toContain('warmkey disconnect --restore')
  expect(read(file)).toBe('{"a":')
  await bench.disconnect({ restore: true }, { env })
  expect(read(file)).toBe('{"a":1}')
})

test('a file that is gone, or was put back by hand, is let go', async () => {
  const gone = await connected('{"a":1}')
  rmSync(gone.file)
  expect((await bench.disconnect({}, { env: gone.env })).out).toContain('nothing of warmkey was left in')
  expect(existsSync(gone.file)).toBe(false)
  const back = await connected('{"a":1}')
  writeFileSync(back.file, '{"a":1}')
  expect((await bench.disconnect({ yes: true }, { env: back.env })).error).toBeNull()
  expect(read(back.file)).toBe('{"a":1}')
  expect((await bench.disconnect()).out).toContain('Nothing is connected')
})

test('--dry-run writes nothing; without a terminal nothing is written either', async () => {
  const { file, env } = await connected('{"a":1}')
  const written = read(file)
  expect((await bench.disconnect({ dryRun: true }, { env })).out).toContain('- {"a":1,"env":')
  expect((await bench.disconnect({ yes: false }, { env })).error?.message).toContain('There is no terminal to ask on')
  expect(read(file)).toBe(written)
  await bench.disconnect({}, { env })
})

test('one tool, one scope, or everything', async () => {
  const user = await connected('{"a":1}')
  expect((await bench.connect({}, { tool: 'opencode' })).error).toBeNull()
  const opencode = bench.scratch.path('home/.config/opencode/opencode.json')
  expect(JSON.parse(read(opencode)).provider.anthropic.options.baseURL).toBe(`${bench.gatewayUrl}/v1`)
  expect((await bench.connect({ scope: 'local' }, { env: user.env })).error).toBeNull()
  const local = bench.scratch.path('project/.claude/settings.local.json')
  expect(existsSync(local)).toBe(true)

  await bench.disconnect({ scope: 'local' }, { env: user.env })
  expect([existsSync(local), existsSync(bench.scratch.path('project/.claude')), existsSync(opencode)]).toEqual([
    false,
    false,
    true,
  ])
  await bench.disconnect({}, { tool: 'opencode' })
  expect([
    existsSync(opencode),
    existsSync(bench.scratch.path('home/.config/opencode')),
    read(user.file) === '{"a":1}',
  ]).toEqual([false, false, false])
  await bench.disconnect()
  expect(read(user.file)).toBe('{"a":1}')
})
