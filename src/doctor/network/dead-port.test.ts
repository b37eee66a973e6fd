import { expect, test } from 'bun:test'
import { freePort } from '../../../test/kit/free-port.ts'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { deadPort, isHere, usuallyAt } from './dead-port.ts'

const benchWith = (env: Record<string, string>, settings = {}) =>
  createBench({
    world: paperWorld({ env, files: { '/home/dev/.claude/settings.json': settings } }),
    clock: systemClock,
    config: { kind: 'absent', file: '' },
    args: [],
    model: null,
    spend: false,
  })
const at = (port: number) => `http://127.0.0.1:${port}`
const cureOf = async (env: Record<string, string>, settings = {}) =>
  deadPort(benchWith(env, settings), new AbortController().signal)
const anthropics = `sk-ant-api03-${'a1B2c3D4e5'.repeat(9)}aAA`

test('this machine is here and no other is', () => {
  const hereFor = (url: string) => isHere(benchWith({ ANTHROPIC_BASE_URL: url }))
  expect(['http://localhost:1', 'http://[::1]:1', 'http://127.0.0.1', 'https://llm.example'].map(hereFor)).toEqual([
    true,
    true,
    true,
    false,
  ])
})

test('what usually listens there is started', async () => {
  for (const [port, command] of [
    [11434, /^Type: ollama serve &$/],
    [4000, /^Type: litellm --config <your config file> --port 4000 &$/],
    [3456, /^Type: ccr start &$/],
    [1234, /^Type: lms server start --port 1234$/],
  ] as const)
    expect((await cureOf({ ANTHROPIC_BASE_URL: at(port) })).fix).toMatch(command)
  expect(usuallyAt('9')).toBeNull()
})

test('beside a key of Anthropic itself the address was left behind', async () => {
  expect(await cureOf({ ANTHROPIC_BASE_URL: at(9), ANTHROPIC_API_KEY: anthropics })).toMatchObject({
    fix: 'Type: unset ANTHROPIC_BASE_URL',
  })
  expect(await cureOf({ ANTHROPIC_BASE_URL: at(9), ANTHROPIC_API_KEY: 'my-own' })).toEqual({
    fix: 'Type: <the command that starts your gateway>',
    evidence: 'if nothing is to listen there any more: unset ANTHROPIC_BASE_URL',
  })
})

test('settings that hide a living address of the shell are taken out', async () => {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() })
  const dead = { env: { ANTHROPIC_BASE_URL: at(freePort()) } }
  const cure = await cureOf({ ANTHROPIC_BASE_URL: at(server.port ?? 0) }, dead)
  expect(cure.fix).toMatch(/^Remove ANTHROPIC_BASE_URL from \S+settings\.json\.$/)
  expect(cure.edit).toMatchObject({ what: 'remove', pointer: ['env', 'ANTHROPIC_BASE_URL'] })
  await server.stop(true)
  expect((await cureOf({ ANTHROPIC_BASE_URL: at(freePort()) }, dead)).fix).toMatch(/starts your gateway/)
})
