import { expect, test } from 'bun:test'
import { find, foundJson } from './found.ts'

const pasted = (text: string, status: number | null = null) => ({ text, status, headers: null })
const failed = {
  exchange: 'e1',
  atMs: 5,
  profile: 'work',
  client: '',
  method: 'POST',
  path: '/v1/messages',
  status: 403,
  upstreamStatus: 403,
  card: 'aws-not-authorized',
  why: 'no other credential would help',
  stopped: null,
  codes: [],
  messages: [],
}

test('what the gateway has decided is the answer', () => {
  const found = find({ pasted: pasted('Forbidden', 403), failed })
  expect([found.root?.id, found.matches[0]?.confidence]).toEqual(['aws-not-authorized', 0.95])
  expect(foundJson(found, failed)).toMatchObject({ root: 'aws-not-authorized', exchange: { exchange: 'e1' } })
})

test('a card that may renew says so as null', () => {
  const found = find({
    pasted: pasted('API Error: 403 The security token included in the request is invalid.'),
    failed: null,
  })
  expect(foundJson(found, null)).toMatchObject({
    matches: [{ card: 'aws-token-invalid', renewable: null, verdict: 'renew' }],
  })
})

test('nothing known gives what is near and what to collect', () => {
  const found = find({
    pasted: pasted('OAuth bearer credentials were revoked by the organization today'),
    failed: null,
  })
  expect(found.root).toBeNull()
  expect(foundJson(found, null)).toMatchObject({
    matches: [],
    root: null,
    collect: expect.any(Array),
    nearest: expect.any(Array),
  })
})
