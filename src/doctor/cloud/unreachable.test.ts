import { expect, test } from 'bun:test'
import { unreachable } from './unreachable.ts'

test.each([
  ['ENOTFOUND', 'dns'],
  ['ECONNREFUSED', 'connection'],
  ['ETIMEDOUT', 'timeout'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['ERR_PROXY_TUNNEL', 'proxy'],
] as const)('%s is %s', (fault, cause) => {
  const { cause: found, evidence, summary, fix } = unreachable('a.example', fault, ['one'])
  expect([found, evidence]).toEqual([cause, ['one', `a.example: ${fault}`]])
  expect(`${summary} ${fix}`).toContain(cause === 'tls' ? 'NODE_EXTRA_CA_CERTS' : 'a.example')
})
