/**
 * A set-up that stays, on Bedrock: the real client finds the gateway, or the command that gives it AWS credentials, in its
 * settings; a session ends under it; `disconnect` gives every byte back.
 */
import { describe, expect } from 'bun:test'
import { readFileSync, symlinkSync } from 'node:fs'
import { awsKeys, exportCommand, region } from '../kit/bedrock-home.ts'
import { claudeBinary } from '../kit/clients.ts'
import { type ConnectBench, makeConnectBench } from '../kit/connect-bench.ts'
import type { HelperScript } from '../kit/helper-script.ts'
import { livingClient } from '../kit/living-client.ts'
import { needsClaude } from '../kit/parts.ts'

async function machine(version: string): Promise<{ bench: ConnectBench; helper: HelperScript; settings: string }> {
  let helper: HelperScript | null = null
  const bench = await makeConnectBench(
    (url, scratch) => {
      helper = exportCommand(scratch)
      const source = { type: 'command', command: helper.path, ttl: '1h' }
      return { work: { source, upstream: { url, dialect: 'bedrock', region } } }
    },
    { bedrock: { region } },
  )
  if (helper === null) throw new Error('no helper was made')
  const settings = bench.scratch.write('home/.claude/settings.json', '{\n\t"model": "sonnet"\n}', 0o644)
  bench.scratch.write('bin/readme', '')
  symlinkSync(claudeBinary(version) ?? '', bench.scratch.path('bin/claude'))
  return { bench, helper, settings }
}

const accept = ({ upstream }: ConnectBench, n: number) => {
  const { accessKeyId, ...aws } = awsKeys(n)
  upstream.accept(accessKeyId, { aws })
}

for (const version of ['2.1.197', '2.1.329'] as const) {
  describe(`Claude Code ${version} on Bedrock, connected`, () => {
    for (const mode of ['gateway', 'helper'] as const) {
      needsClaude(version)(`${mode} mode: a session ends under it, and disconnect gives every byte back`, async () => {
        const { bench, helper, settings } = await machine(version)
        await using _ = bench
        const before = readFileSync(settings)
        accept(bench, 1)
        const connected = await bench.connect({ mode })
        expect(connected.error?.sentence).toBeUndefined()
        {
          await using session = livingClient(['claude'], { env: bench.env, cwd: bench.scratch.path('project') })
          expect(await session.ask('before lunch')).toEqual({ text: 'You said: before lunch', isError: false })
          bench.upstream.expire(awsKeys(1).accessKeyId)
          accept(bench, 2)
          bench.scratch.write('session', '2')
          expect(await session.ask('after lunch')).toEqual({ text: 'You said: after lunch', isError: false })
          expect(helper.calls()).toBeLessThanOrEqual(mode === 'gateway' ? 2 : 3)
          expect(await session.end()).toBe(0)
          expect(session.errors()).toBe('')
        }
        expect((await bench.disconnect()).error?.sentence).toBeUndefined()
        expect(readFileSync(settings).equals(before)).toBe(true)
      })
    }
  })
}
