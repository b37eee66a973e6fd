import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { opencode } from './opencode.ts'

const start = (paper: Paper) => {
  const launch = opencode.launch({
    world: paperWorld(paper),
    args: ['run', 'hi'],
    gatewayUrl: 'http://127.0.0.1:4711',
    localKey: 'wk-local',
    dialect: 'messages',
    upstreamUrl: undefined,
  })
  return {
    ...launch,
    args: launch.args(''),
    content: JSON.parse(launch.env.OPENCODE_CONFIG_CONTENT ?? 'null') as unknown,
  }
}
const provider = { anthropic: { options: { baseURL: 'http://127.0.0.1:4711/v1', apiKey: 'wk-local' } } }

test('a run points it at the gateway through its inline configuration, and takes the real keys away', () => {
  const { env, settings, args, content } = start({ env: { ANTHROPIC_API_KEY: 'fake-real' } })
  expect(content).toEqual({ provider })
  expect([env.ANTHROPIC_API_KEY, env.ANTHROPIC_AUTH_TOKEN, settings]).toEqual([null, null, null])
  expect(env.NO_PROXY).toBe('127.0.0.1,localhost,::1')
  expect(args).toEqual(['run', 'hi'])
})

test('an inline configuration of the user stays around ours; a broken one gives way', () => {
  const own = { model: 'x', provider: { anthropic: { options: { timeout: 5, apiKey: 'fake' } } } }
  expect(start({ env: { OPENCODE_CONFIG_CONTENT: JSON.stringify(own) } }).content).toEqual({
    model: 'x',
    provider: { anthropic: { options: { timeout: 5, apiKey: 'wk-local', baseURL: 'http://127.0.0.1:4711/v1' } } },
  })
  expect(start({ env: { OPENCODE_CONFIG_CONTENT: '{' } }).content).toEqual({ provider })
})
