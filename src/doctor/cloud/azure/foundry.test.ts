import { expect, test } from 'bun:test'
import { cloudBench } from '../../../../test/kit/cloud-bench.ts'
import { azTenant, foundryOf } from './foundry.ts'

test('which credential wins, and which resource is asked', async () => {
  await using cloud = await cloudBench()
  const of = (env: Readonly<Record<string, string>>) =>
    foundryOf(cloud.bench({ CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_RESOURCE: 'shop', ...env }))
  const key = { ANTHROPIC_FOUNDRY_API_KEY: 'k' }
  expect(of({ ...key, ANTHROPIC_FOUNDRY_AUTH_TOKEN: 't' }).way).toBe('auth-token')
  expect(of({ ...key, CLAUDE_CODE_SKIP_FOUNDRY_AUTH: '1' }).way).toBe('api-key')
  expect(of({ CLAUDE_CODE_SKIP_FOUNDRY_AUTH: '1' }).way).toBe('gateway')
  expect(of({}).way).toBe('chain')
  expect(of({}).endpoint.url).toBe('https://shop.services.ai.azure.com/anthropic')
  const own = of({
    ANTHROPIC_FOUNDRY_RESOURCE: '',
    ANTHROPIC_FOUNDRY_BASE_URL: 'https://a.services.ai.azure.com/anthropic',
  })
  expect([own.resource, own.model, own.modelNamed]).toEqual(['a', 'claude-sonnet-4-5', false])
  const sent = await of(key).credential(new AbortController().signal)
  expect([sent?.name, sent?.header]).toEqual(['ANTHROPIC_FOUNDRY_API_KEY', 'x-api-key'])
})

test('the tenant of az, where somebody is signed in', async () => {
  await using cloud = await cloudBench()
  expect(azTenant(cloud.bench({}))).toBeNull()
  const profile = { subscriptions: [{ isDefault: true, tenantId: 't', user: { name: 'ann' } }] }
  cloud.scratch.write('home/.azure/azureProfile.json', `\uFEFF${JSON.stringify(profile)}`)
  expect(azTenant(cloud.bench({}))).toEqual({ tenant: 't', user: 'ann' })
})
