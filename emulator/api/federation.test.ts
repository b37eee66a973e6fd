import { expect, test } from 'bun:test'
import { identityIssuer } from '../../test/kit/identity-issuer.ts'
import { startEmulator } from '../emulator.ts'

const organization = '00000000-0000-4000-8000-0000000000aa'

test('an identity token that fits the rule is exchanged, and the API takes what comes of it', async () => {
  const issuer = await identityIssuer()
  const upstream = await startEmulator()
  const rule = { id: 'fdrl_01', organization, issuer: issuer.url, keys: issuer.keys, subject: 'repo:acme/*' }
  upstream.federate({ ...rule, workspaces: ['wrkspc_a'] })
  upstream.federate({ ...rule, id: 'fdrl_02', workspaces: ['wrkspc_a', 'wrkspc_b'] })
  const ask = (assertion: string, fields: Record<string, string> = {}) =>
    fetch(`${upstream.url}/v1/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'anthropic-beta': 'oauth-2025-04-20,oidc-federation-2026-04-01' },
      body: JSON.stringify({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion,
        federation_rule_id: 'fdrl_01',
        organization_id: organization,
        ...fields,
      }),
    })
  const good = await issuer.token({ sub: 'repo:acme/shop' })
  const answer = await ask(good)
  const { access_token: token, expires_in: seconds } = (await answer.json()) as Record<string, string | number>
  expect([answer.status, String(token).slice(0, 13)]).toEqual([200, 'sk-ant-oat01-'])
  expect(Number(seconds)).toBeLessThanOrEqual(1200)
  const headers = {
    authorization: `Bearer ${token}`,
    'anthropic-version': '2023-06-01',
    'anthropic-beta': 'oauth-2025-04-20',
  }
  const models = await fetch(`${upstream.url}/v1/models`, { headers })
  expect([
    models.status,
    models.headers.get('anthropic-organization-id'),
    models.headers.get('anthropic-workspace-id'),
  ]).toEqual([200, organization, 'wrkspc_a'])
  const once = await issuer.token({ sub: 'repo:acme/shop', jti: 'one' })
  const refused = [
    await issuer.token({ sub: 'repo:other/shop' }),
    await issuer.token({ sub: 'repo:acme/shop', aud: 'https://else.example' }),
    await issuer.token({ sub: 'repo:acme/shop', iss: 'https://else.example' }),
    await issuer.token({ sub: 'repo:acme/shop' }, { ageSeconds: 3600 }),
    await issuer.token({ sub: 'repo:acme/shop' }, { kid: 'another' }),
    `${good.slice(0, -6)}AAAAAA`,
  ]
  for (const token of refused) expect((await ask(token)).status).toBe(401)
  expect([(await ask(once)).status, (await ask(once)).status]).toEqual([200, 401])
  expect((await ask(good, { organization_id: 'another' })).status).toBe(401)
  const unclear = await ask(good, { federation_rule_id: 'fdrl_02' })
  expect([unclear.status, await unclear.text()]).toEqual([400, expect.stringContaining('workspace_id_required')])
  expect((await ask(good, { federation_rule_id: 'mine' })).status).toBe(400)
  expect((await ask(good, { assertion: '' })).status).toBe(400)
  await upstream.close()
})
