import { expect, test } from 'bun:test'
import { startEmulator } from '../../../emulator/emulator.ts'
import { identityIssuer } from '../../../test/kit/identity-issuer.ts'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'

const organization = '00000000-0000-4000-8000-0000000000aa'
const { signal } = new AbortController()
const exchangedAt = (url: string, token: string, spend = false) => {
  const env = {
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_1',
    ANTHROPIC_ORGANIZATION_ID: organization,
    ANTHROPIC_IDENTITY_TOKEN: token,
  }
  const config = { kind: 'absent', file: '' } as const
  const world = paperWorld({ env })
  return createBench({ world, clock: systemClock, config, args: ['-p'], model: null, spend })
}

test('what is minted is sent from then on, and not before', async () => {
  const issuer = await identityIssuer()
  await using closing = new AsyncDisposableStack()
  const upstream = await startEmulator()
  closing.defer(() => upstream.close())
  upstream.federate({ id: 'fdrl_1', organization, issuer: issuer.url, keys: issuer.keys, subject: 'me' })
  const bench = exchangedAt(upstream.url, await issuer.token({ sub: 'me' }))
  expect(await bench.credentials(signal)).toEqual([])
  expect(await bench.exchanged(signal)).toMatchObject({ kind: 'minted' })
  expect(await bench.sendable(signal)).toMatchObject([{ header: 'authorization', beta: 'oauth-2025-04-20' }])
  const other = exchangedAt(upstream.url, await issuer.token({ sub: 'you' }))
  expect(await other.exchanged(signal)).toMatchObject({ kind: 'refused', said: { status: 401 } })
  const once = await issuer.token({ sub: 'me', jti: 'a' })
  expect(await exchangedAt(upstream.url, once).exchanged(signal)).toMatchObject({ kind: 'not-tried' })
  expect(await exchangedAt(upstream.url, once, true).exchanged(signal)).toMatchObject({ kind: 'minted' })
})

test('nothing is sent where it could be read on the way', async () => {
  expect(await exchangedAt('http://llm.example', 'a.b.c').exchanged(signal)).toEqual({ kind: 'not-encrypted' })
})
