import { expect, test } from 'bun:test'
import { formats } from './formats.ts'
import { requestOf } from './request.ts'

const [bearer, header] = formats
const { platform } = process
const cwd = '/home/dev/shop'
const asHelper = { AI_AGENT: 'claude-code_2-1-329_harness', CLAUDE_CODE_API_KEY_HELPER_TTL_MS: '60000' }

test('a client is named where Claude Code runs its helper, and nowhere else', async () => {
  const client = { pid: expect.any(Number), startedAt: expect.stringMatching(/./) }
  expect(await requestOf({ env: asHelper, platform, cwd }, { profile: 'work' }, bearer)).toEqual({
    profile: 'work',
    ttlMs: 60_000,
    client,
  })
  // A headersHelper has no TTL, and a person or a script may ask as often as they like.
  expect((await requestOf({ env: asHelper, platform, cwd }, {}, header ?? bearer)).client).toBeNull()
  expect((await requestOf({ env: {}, platform, cwd }, {}, bearer)).client).toBeNull()
  expect((await requestOf({ env: asHelper, platform: 'win32', cwd }, {}, bearer)).client).toBeNull()
})

test('the TTL is that of the client', async () => {
  expect(await requestOf({ env: {}, platform, cwd }, {}, bearer)).toEqual({
    profile: undefined,
    cwd,
    ttlMs: 300_000,
    client: null,
  })
})

test('Claude Code keeps AWS credentials as well, and asks again when they were refused', async () => {
  const aws = formats.find(({ name }) => name === 'credential-process') ?? bearer
  expect((await requestOf({ env: asHelper, platform, cwd }, {}, aws)).client).toMatchObject({ pid: expect.any(Number) })
  // What its model runs in a shell is no helper.
  const inShell = { AI_AGENT: 'claude-code_2-1-329_agent' }
  expect((await requestOf({ env: inShell, platform, cwd }, {}, aws)).client).toBeNull()
})

test('AWS tools want ten minutes left, whatever the TTL of Claude Code', async () => {
  const aws = formats.find(({ name }) => name === 'credential-process') ?? bearer
  expect((await requestOf({ env: asHelper, platform, cwd }, {}, aws)).ttlMs).toBe(600_000)
})
