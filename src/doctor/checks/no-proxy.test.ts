import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { noProxy } from './no-proxy.ts'

const outcome = async (url: string, list: string) => {
  const env = { ANTHROPIC_BASE_URL: url, HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: list }
  const config = { kind: 'absent', file: '' } as const
  const world = paperWorld({ env })
  const bench = createBench({ world, clock: systemClock, config, args: [], model: null, spend: false })
  return noProxy.run(bench, new AbortController().signal)
}

test.each([
  ['https://llm.corp.example', 'https://llm.corp.example'],
  ['https://llm.corp.example', 'localhost,llm.corp.example/'],
  ['https://llm.corp.example', 'localhost;llm.corp.example'],
  ['https://llm.corp.example', 'llm.*.example'],
  ['https://llm.corp.example', 'llm.corp.example:8443'],
  ['https://10.1.2.3', '10.1.*'],
])('%s is meant by %s, which nobody understands', async (url, list) => {
  expect(await outcome(url, list)).toMatchObject({
    status: 'warn',
    cause: 'proxy',
    fix: expect.stringMatching(new RegExp(`^Type: export NO_PROXY=(\\S+,)?${new URL(url).hostname}$`)),
  })
})

test('a password in it is not shown', async () => {
  const shown = JSON.stringify(await outcome('https://llm.corp.example', 'https://me:made-up@llm.corp.example'))
  expect(shown).toContain('NO_PROXY means llm.corp.example')
  expect(shown).not.toContain('made-up')
})

test.each([
  ['https://llm.corp.example', '.corp.example', /not sent through a proxy/],
  ['https://llm.corp.example', 'other.example,10.0.0.0/8', /is not on it/],
  ['https://10.1.2.3', '192.168.0.0/16,10.0.0.0/8', /"10\.0\.0\.0\/8" takes it out/],
  ['https://10.1.2.3', '11.0.0.0/8', /is not on it/],
])('%s and %s are no surprise', async (url, list, says) => {
  expect(await outcome(url, list)).toMatchObject({ status: 'ok', summary: expect.stringMatching(says) })
})
