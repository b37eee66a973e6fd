import { expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { systemClock } from '../clock.ts'
import { profileSchema } from '../profile.ts'
import { prove } from './prove.ts'
import { upstreamOf } from './upstreams.ts'

const key = 'fake-key-1-0123456789abcdef'
const deps = (env: Record<string, string> = { K: key }) => ({
  clock: systemClock,
  env,
  home: '/',
  signal: new AbortController().signal,
})
const profileAt = (url: string) =>
  profileSchema.parse({
    source: { type: 'env', name: 'K' },
    upstream: { url },
    models: { sonnet: 'claude-sonnet-4-5' },
  })

test('who it is, until when, and what it may use, without the key', async () => {
  const api = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: () =>
      Response.json(
        { data: [{ id: 'claude-sonnet-4-5' }, { id: 'claude-haiku-4-5' }] },
        { headers: { 'anthropic-organization-id': 'org-1', 'anthropic-workspace-id': 'wrk-2' } },
      ),
  })
  const url = `http://127.0.0.1:${api.port}`
  const answer = await prove({ name: 'work', profile: profileAt(url), upstream: null }, deps())
  expect(answer).toEqual({
    ...{
      profile: 'work',
      upstream: url,
      dialect: 'messages',
      source: expect.stringContaining('K'),
      outcome: 'answered',
    },
    ...{ sentence: 'The API answered GET /v1/models with 200.', fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) },
    ...{ expiresAtMs: null, organization: 'org-1', workspace: 'wrk-2', expected: null },
    ...{ models: ['claude-sonnet-4-5', 'claude-haiku-4-5'], aliases: { sonnet: 'claude-sonnet-4-5' } },
  })
  const expecting = { ...profileAt(url), expect: { organization: 'ORG-1', workspace: 'wrk-1' } }
  expect((await prove({ name: 'work', profile: expecting, upstream: null }, deps())).expected).toBe('workspace wrk-1')
  expect(JSON.stringify(answer)).not.toContain(key)
  await api.stop(true)
})

test('a keeper that is served is asked, stays open, and gives the same credential', async () => {
  const upstream = await startEmulator()
  upstream.accept(key)
  const profile = profileAt(upstream.url)
  const served = upstreamOf('work', profile, new Map(), deps())
  const first = await prove({ name: 'work', profile, upstream: served }, deps())
  const second = await prove({ name: 'work', profile, upstream: served }, deps({}))
  expect([first.outcome, second.outcome, served.keeper.state().renewals]).toEqual(['answered', 'answered', 1])
  served.keeper.close()
  await upstream.close()
})

test('a source that gives nothing and an API that refuses are answers', async () => {
  const upstream = await startEmulator()
  const profile = profileAt(upstream.url)
  const refused = await prove({ name: 'work', profile, upstream: null }, deps())
  expect(refused).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('with 401'), models: null })
  const empty = await prove({ name: 'work', profile, upstream: null }, deps({}))
  expect(empty).toMatchObject({
    outcome: 'refused',
    fingerprint: null,
    sentence: expect.stringMatching(/^The environment variable K is not set/),
  })
  await upstream.close()
})
