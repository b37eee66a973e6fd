import { expect, test } from 'bun:test'
import { profileSchema } from '../profile.ts'
import { credentialRequestSchema, invalidateRequestSchema, tokenRequestSchema } from './control-protocol.ts'

test('what a newer client adds is left out, what is missing is an error', () => {
  expect(tokenRequestSchema.parse({ ttlMs: 1, client: null, later: 1 })).toEqual({ ttlMs: 1, client: null })
  expect(invalidateRequestSchema.parse({ profile: 'work' })).toEqual({ profile: 'work' })
  for (const bad of [{}, { ttlMs: -1, client: null }, { ttlMs: 1, client: { pid: 0, startedAt: '' } }, null])
    expect(tokenRequestSchema.safeParse(bad).success).toBe(false)
})

test('a profile arrives as it was sent, defaults and all', () => {
  const profile = profileSchema.parse({
    source: { type: 'command', command: ['a', 'b'], ttl: '1h' },
    upstream: { url: 'https://a.example', header: 'X-Api-Key' },
    denyOn: [{ status: 403 }],
  })
  const sent: unknown = JSON.parse(JSON.stringify({ profile, env: { A: '1' }, rejected: null }))
  expect(credentialRequestSchema.parse(sent)).toEqual({ profile, env: { A: '1' }, rejected: null })
})
