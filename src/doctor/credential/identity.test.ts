import { expect, test } from 'bun:test'
import { startEmulator } from '../../../emulator/emulator.ts'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { identify, modelsIn } from './identity.ts'

const identityIn = (paper: Paper) =>
  identify(
    createBench({
      world: paperWorld(paper),
      clock: systemClock,
      config: { kind: 'absent', file: '' },
      args: ['-p'],
      model: null,
      spend: false,
    }),
    new AbortController().signal,
  )

test('the endpoint says who it is, and what is hidden is named', async () => {
  const upstream = await startEmulator()
  upstream.accept('good')
  const env = { ANTHROPIC_BASE_URL: upstream.url, ANTHROPIC_AUTH_TOKEN: 'good' }
  const files = { '/home/dev/.claude/settings.json': { apiKeyHelper: '~/get-key', env: { ANTHROPIC_API_KEY: '' } } }
  expect(await identityIn({ env })).toMatchObject({
    name: 'ANTHROPIC_AUTH_TOKEN',
    place: 'the shell',
    accepted: true,
    organization: expect.stringMatching(/^[0-9a-f-]{36}$/),
    models: expect.arrayContaining(['claude-haiku-4-5']),
    hides: [],
  })
  expect((await identityIn({ env, files }))?.hides).toEqual(['ANTHROPIC_API_KEY of /home/dev/.claude/settings.json'])
  expect(await identityIn({ env: { ...env, ANTHROPIC_AUTH_TOKEN: 'bad' } })).toMatchObject({
    accepted: false,
    models: null,
  })
  await upstream.close()
  expect(await identityIn({ env })).toMatchObject({ accepted: null, because: expect.stringMatching(/no answer/) })
})

test('a login and a cloud are not asked', async () => {
  const files = { '/home/dev/.claude/.credentials.json': '{"claudeAiOauth":{}}' }
  expect(await identityIn({ files })).toMatchObject({ name: 'Claude login', accepted: null, fingerprint: null })
  expect(await identityIn({ env: { CLAUDE_CODE_USE_BEDROCK: '1' } })).toMatchObject({ accepted: null })
  expect(await identityIn({})).toBeNull()
})

test('a list of models, and what is none', () => {
  expect(modelsIn('{"data":[{"id":"a"},{"id":7},null]}')).toEqual(['a'])
  for (const text of ['', '{}', '[]', 'null', '<html>']) expect(modelsIn(text)).toBeNull()
})

test('the session of a gateway goes to its own address, whatever ANTHROPIC_BASE_URL says', async () => {
  const file = '/home/dev/.claude/.credentials.json'
  const store = {
    enterpriseGateway: { url: 'https://gw.example/team', jwt: 'canary', expiresAt: Date.now() + 3_600_000 },
    gatewayTrust: { 'gw.example': 'fingerprint' },
  }
  const env = { ANTHROPIC_BASE_URL: 'https://other.example', ANTHROPIC_AUTH_TOKEN: 'good' }
  expect(await identityIn({ env, files: { [file]: store } })).toMatchObject({
    name: 'Claude apps gateway session',
    endpoint: 'https://gw.example/team',
    endpointPlace: file,
    accepted: null,
  })
})
