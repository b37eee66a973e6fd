import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { parse } from 'jsonc-parser'
import { runInContext } from '../../../test/kit/run-in-context.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'

const config =
  '{\n  // mine\n  "profiles": {\n    "work": {\n      "source": { "type": "env", "name": "KEY" },\n      "upstream": { "url": "https://a.example" }\n    }\n  }\n}\n'

function home(scratch: Scratch) {
  const file = scratch.path('home/config.jsonc')
  scratch.write('home/config.jsonc', config)
  return {
    read: () => readFileSync(file, 'utf8'),
    learn: (...args: string[]) => runInContext(scratch, ['explain', '--learn', ...args], { WARMKEY_CONFIG: file }),
  }
}

test('a failure becomes a rule of the profile, and can be taken back', async () => {
  using scratch = makeScratch()
  const { learn, read } = home(scratch)
  const { code, out } = await learn(
    '--yes',
    '--status',
    '403',
    '{"error":"Session token lapsed for user jo@x.example"}',
  )
  expect(code).toBe(0)
  expect(out).toContain(
    'every 403 whose body contains "Session token lapsed for user" is taken for an expired credential',
  )
  expect(parse(read()).profiles.work.renewOn).toEqual([{ status: 403, body: 'Session token lapsed for user' }])
  expect(read()).toContain('// mine')
  expect(read()).toMatch(/\/\/ Learned 20\d\d-\d\d-\d\d: Session token lapsed for user \[name\]/)
  await runInContext(scratch, ['profile', 'undo', '--yes'], { WARMKEY_CONFIG: scratch.path('home/config.jsonc') })
  expect(read()).toBe(config)
})

test('nothing is written without a yes, and nothing for a trial', async () => {
  using scratch = makeScratch()
  const { learn, read } = home(scratch)
  const text = ['--status', '403', '--as', 'deny', 'Blocked by the corporate policy']
  const asked = await learn(...text)
  expect([asked.code, asked.err]).toEqual([2, expect.stringContaining('no terminal to ask')])
  expect((await learn('--dry-run', ...text)).out).toContain('Nothing was written')
  expect(read()).toBe(config)
})

test('what a card decides in the same way already is not learned again', async () => {
  using scratch = makeScratch()
  const { learn, read } = home(scratch)
  const { code, out } = await learn(
    '--yes',
    '{"type":"error","error":{"type":"authentication_error","message":"OAuth token has expired."}}',
  )
  expect([code, out]).toEqual([0, expect.stringContaining('anthropic-oauth-token-expired; there is nothing to learn')])
  expect(read()).toBe(config)
})

test('a second time changes nothing, and a rule that overrules a card says so', async () => {
  using scratch = makeScratch()
  const { learn, read } = home(scratch)
  const text = ['--yes', '--as', 'deny', '--status', '403', 'OAuth token has been revoked']
  expect((await learn(...text)).out).toContain('decided otherwise today')
  const once = read()
  expect((await learn(...text)).out).toContain('so already')
  expect(read()).toBe(once)
})

test('a profile that is not there is named', async () => {
  using scratch = makeScratch()
  const { code, err } = await home(scratch).learn(
    '--yes',
    '--profile',
    'other',
    '--status',
    '403',
    'The session has expired',
  )
  expect([code, err]).toEqual([2, expect.stringContaining('There are: work.')])
})
