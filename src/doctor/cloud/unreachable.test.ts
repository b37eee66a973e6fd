import { expect, test } from 'bun:test'
import { cloudBench } from '../../../test/kit/cloud-bench.ts'
import { unreachable } from './unreachable.ts'

test.each([
  ['ENOTFOUND', 'dns'],
  ['ECONNREFUSED', 'connection'],
  ['ETIMEDOUT', 'timeout'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['ERR_PROXY_TUNNEL', 'proxy'],
  ['ENOTFOUND', 'proxy'],
] as const)('%s is %s', async (fault, cause) => {
  await using cloud = await cloudBench()
  const through = { HTTPS_PROXY: 'http://proxy.example:3128' }
  const bench = cloud.bench(cause === 'tls' || cause === 'proxy' ? through : {})
  const { cause: found, evidence, summary, fix } = unreachable(bench, 'a.example', fault, ['one'])
  expect([found, evidence]).toEqual([cause, ['one', `a.example: ${fault}`]])
  expect(`${summary} ${fix}`).toContain('a.example')
  expect(fix).toContain(cause === 'tls' || cause === 'proxy' ? 'whoever runs proxy.example:3128' : 'this network')
})
