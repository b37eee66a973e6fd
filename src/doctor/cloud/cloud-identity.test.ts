import { expect, test } from 'bun:test'
import { cloudBench } from '../../../test/kit/cloud-bench.ts'
import { cloudEnd, identifyCloud } from './cloud-identity.ts'

const signal = new AbortController().signal

test('who it is at Google', async () => {
  await using cloud = await cloudBench()
  const { google, adc, env } = cloud
  adc(google.person('ann@shop.example'))
  const setUp = { CLAUDE_CODE_USE_VERTEX: '1', ANTHROPIC_VERTEX_PROJECT_ID: 'shop', ANTHROPIC_MODEL: 'claude-sonnet-5' }
  const bench = cloud.bench({ ...env, ...setUp })
  expect(await identifyCloud(bench, signal)).toMatchObject({
    account: 'ann@shop.example',
    scope: ['project', 'shop'],
    place: ['region', 'us-east5'],
    accepted: true,
  })
  expect(await cloudEnd(bench, signal)).toBeGreaterThan(bench.clock.nowMs())
  google.refuse('refresh', 'revoked')
  expect(await identifyCloud(cloud.bench({ ...env, ...setUp }), signal)).toMatchObject({ accepted: false })
})

test('who it is at Azure, and nobody where neither is used', async () => {
  await using cloud = await cloudBench()
  const { azure, env } = cloud
  const setUp = { CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_RESOURCE: 'shop', ANTHROPIC_MODEL: 'claude-sonnet-5' }
  expect(await identifyCloud(cloud.bench({ ...env, ...setUp, ...azure.app }), signal)).toMatchObject({
    account: expect.stringContaining('the application 3333'),
    scope: ['tenant', azure.app.AZURE_TENANT_ID as string],
    place: ['resource', 'shop'],
    accepted: true,
  })
  const key = cloud.bench({ ...env, ...setUp, ANTHROPIC_FOUNDRY_API_KEY: 'made-up' })
  expect(await identifyCloud(key, signal)).toMatchObject({ account: null, accepted: false })
  expect(await identifyCloud(cloud.bench({}), signal)).toBeNull()
})
