import { expect, test } from 'bun:test'
import { cloudBench } from '../../../../test/kit/cloud-bench.ts'
import { presented } from '../../present.ts'
import { askedOf, foundryVerdict } from './foundry-answers.ts'

const of = {
  host: 'shop.services.ai.azure.com',
  resource: 'shop',
  model: 'claude-sonnet-5',
  name: 'ann',
  principal: 'o',
  renew: 'renew it',
  otherTenant: 'another tenant',
  otherModel: 'another model',
  rightAddress: null,
}
const verdict = (status: number, body: object | string) =>
  foundryVerdict(
    { status, headers: new Headers(), text: typeof body === 'string' ? body : JSON.stringify(body), elapsedMs: 1 },
    of,
  )
const error = (message: string, code = '') => ({ error: { code, message } })

test.each<[string, number, object | string, string, RegExp]>([
  ['another tenant', 400, error('Token tenant t does not match resource tenant.'), 'invalid-credential', /tenant/],
  [
    'no role',
    401,
    error('lacks the required data action'),
    'permission',
    /--assignee o --role "Cognitive Services User"/,
  ],
  ['network rules', 403, error('Access denied due to Virtual Network/Firewall rules.'), 'org-policy', /network/],
  ['no deployment', 404, error('', 'DeploymentNotFound'), 'model-not-found', /another model/],
  ['another key', 401, error('Access denied due to invalid subscription key'), 'invalid-credential', /renew it/],
  ['an old token', 401, { statusCode: 401, message: 'audience is incorrect' }, 'invalid-credential', /renew it/],
  ['a refusal', 403, '<html>', 'permission', /shop/],
  ['a quota', 429, {}, 'quota', /Wait/],
  ['a fault', 500, {}, 'server-error', /Wait/],
])('%s', (_, status, body, cause, fix) => {
  expect(verdict(status, body)).toMatchObject({
    kind: 'wrong',
    complaint: { cause: cause as 'quota', fix: expect.stringMatching(fix) },
  })
})

test('taken, and unknown', () => {
  expect([verdict(200, {}).kind, verdict(404, {}).kind]).toEqual(['taken', 'unknown'])
})

test('how each credential is renewed', async () => {
  await using cloud = await cloudBench()
  const asked = (env: Readonly<Record<string, string>>) =>
    askedOf(
      cloud.bench({ CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_RESOURCE: 'shop', ...env }),
      presented('k', 'a test', 'authorization', 'k'),
    )
  expect(asked({}).renew).toBe('Type: az login')
  expect(asked({ ANTHROPIC_FOUNDRY_API_KEY: 'k' }).renew).toContain('--name shop')
  const token = asked({ ANTHROPIC_FOUNDRY_AUTH_TOKEN: 'k' })
  expect([token.name, token.otherTenant]).toEqual([
    'ANTHROPIC_FOUNDRY_AUTH_TOKEN',
    expect.stringContaining('--tenant <'),
  ])
})
