import { expect, test } from 'bun:test'
import { systemClock } from '../../clock.ts'
import type { WarmkeyContext } from '../context.ts'
import { type DemoFlags, runDemo } from './demo.ts'

async function run(flags: Partial<DemoFlags>, keyLifeMs: number | null, onEnd = () => new AbortController().signal) {
  const said = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      said[name] += text
    },
    isTTY: false,
    columns: 80,
  })
  const context: WarmkeyContext = {
    process: { stdout: stream('stdout'), stderr: stream('stderr'), stdin: { isTTY: false } },
    env: { LANG: 'C.UTF-8' },
    cwd: '/',
    home: '/nowhere',
    platform: 'linux',
    pid: process.pid,
    clock: systemClock,
    version: '0.0.0',
    onEnd,
  }
  const code = await runDemo(context, { noClient: true, json: false, ...flags }, { keyLifeMs })
  return { code, ...said }
}

test('an upstream that lets no key expire makes it say so and end with 1', async () => {
  const { code, stdout } = await run({}, null)
  expect(stdout).toContain('     ! not as it should be: expected failed, the words “Invalid Token”\n')
  expect(stdout).toMatch(/ {3}5 lines in .*, 2 are not as they should be \(marked with !\)\.\n/)
  expect(code).toBe(1)
})

test('the same in JSON', async () => {
  const { code, stdout, stderr } = await run({ json: true }, null)
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({ version: 1, ok: false, client: null, skipped: '--no-client' })
  expect(report.lines.map((line: { id: string; surprise: string | null }) => [line.id, line.surprise])).toEqual([
    ['sdk-fresh-without', null],
    ['sdk-fresh-with', null],
    ['sdk-expired-without', 'expected failed, the words “Invalid Token”'],
    ['sdk-expired-with', 'expected 2 requests, 1 run of the key command'],
    ['sdk-denied-with', null],
  ])
  expect(stderr).toBe('')
  expect(code).toBe(1)
})

test('ended by the person, it says so and ends with 130', async () => {
  let asked = 0
  const { code, stdout } = await run({}, 60_000, () =>
    asked++ === 0 ? AbortSignal.timeout(0) : new AbortController().signal,
  )
  expect(stdout).toEndWith('\n   Stopped. Everything that was started has ended, and its files are gone.\n')
  expect(code).toBe(130)
})
