import { describe, expect, test } from 'bun:test'
import { loginRefusal, readRefusal, saying, stateOf } from './refusals.ts'

const where = 'The Vault at HOST'
const asked = { where, refuses: 'does not give secret/data/x', namespace: null }
const answer = (status: number, ...errors: string[]) => ({ status, body: { errors } })

describe('the state of a Vault is named, whatever was asked:', () => {
  test.each<[number, string, string]>([
    [
      503,
      'Vault is sealed',
      `${where} is sealed. Ask those who run it to unseal it; until then it gives nothing to anybody.`,
    ],
    [
      503,
      'Vault is not initialized',
      `${where} is not initialised. Ask those who run it to initialise it, or correct "address".`,
    ],
    [501, '', `${where} is not initialised. Ask those who run it to initialise it, or correct "address".`],
    [
      472,
      '',
      `${where} belongs to a cluster that stands by for disasters and gives no secrets. Set "address" to the primary cluster.`,
    ],
    [
      400,
      'path disabled in replication DR secondary mode',
      `${where} belongs to a cluster that stands by for disasters and gives no secrets. Set "address" to the primary cluster.`,
    ],
    [
      473,
      '',
      `${where} is a standby, and its cluster has no active node at the moment. Wait for the election to end, or ask those who run it.`,
    ],
    [
      500,
      'local node not active but active cluster node not found',
      `${where} is a standby, and its cluster has no active node at the moment. Wait for the election to end, or ask those who run it.`,
    ],
    [
      429,
      'request path "secret/data/x": rate limit quota exceeded',
      `${where} limits how often it may be asked: "request path "secret/data/x": rate limit quota exceeded". It is asked again by itself, later.`,
    ],
    [
      412,
      'required index state not present',
      `${where} has not caught up with its cluster yet. It is asked again by itself.`,
    ],
    [502, '', `${where} failed with status 502. Ask those who run it; it is asked again by itself.`],
    [
      500,
      'internal error',
      `${where} failed with status 500: "internal error". Ask those who run it; it is asked again by itself.`,
    ],
  ])('%i %s', (status, said, sentence) => {
    const error = stateOf(said === '' ? { status, body: {} } : answer(status, said), where)
    expect([error?.code, error?.sentence, error?.transient]).toEqual(['source-unavailable', sentence, true])
  })

  test('and none is made up', () => {
    for (const status of [200, 204, 400, 403, 404, 405])
      expect(stateOf(answer(status, 'permission denied'), where)).toBeNull()
  })
})

describe('a secret that is not given is named:', () => {
  test.each<[number, string[], string[] | null, string | null, string]>([
    [
      403,
      ['permission denied'],
      ['default'],
      null,
      `${where} does not give secret/data/x to a token with the policy default: permission denied. Ask for a policy that may read "secret/data/x"; check "path" and whether it lies in a "namespace".`,
    ],
    [
      403,
      ['permission denied'],
      null,
      'team',
      `${where} does not give secret/data/x: permission denied. Ask for a policy that may read "secret/data/x"; check "path" and the namespace "team".`,
    ],
    [
      404,
      [],
      null,
      null,
      `${where} has nothing at secret/data/x. Check "path" and "version" and whether it lies in a "namespace".`,
    ],
    [
      404,
      ['no handler for route "secret/data/x". route entry not found.'],
      null,
      null,
      `${where} has nothing at secret/data/x: "no handler for route "secret/data/x". route entry not found.". Check "path" and "version" and whether it lies in a "namespace".`,
    ],
    [
      405,
      ['unsupported operation'],
      null,
      null,
      `${where} does not let secret/data/x be read in this way: "unsupported operation". Check "path"; what is made on request needs "parameters".`,
    ],
    [
      400,
      ['unknown role: coder'],
      null,
      null,
      `${where} does not give secret/data/x, status 400: "unknown role: coder". Correct "path", "version" or "parameters".`,
    ],
  ])('%i %p', (status, said, policies, namespace, sentence) => {
    const error = readRefusal(answer(status, ...said), { ...asked, namespace }, 'secret/data/x', policies)
    expect([error.code, error.sentence, error.transient]).toEqual(['source-failed', sentence, false])
  })
})

test('a refused login asks for a person, a broken Vault does not', () => {
  const refused = { ...asked, refuses: 'refuses the login at auth/jwt/login' }
  const error = loginRefusal(answer(400, 'error validating token: invalid audience'), refused, '"role"')
  expect([error.code, error.sentence]).toEqual([
    'source-needs-person',
    `${where} refuses the login at auth/jwt/login: "error validating token: invalid audience". Check "role".`,
  ])
  expect(loginRefusal(answer(503, 'Vault is sealed'), refused, '"role"').code).toBe('source-unavailable')
  expect(loginRefusal(answer(500, 'lookup failed: service account unauthorized'), refused, '"role"').code).toBe(
    'source-needs-person',
  )
})

test('what Vault says is quoted without anything that looks like a secret', () => {
  expect(saying(answer(400, 'token hvs.CAESIJfakefakefakefakefake was not\nfound'))).toBe(
    ': "token [secret] was not found"',
  )
  expect(saying({ status: 404, body: { warnings: ['Invalid path'] } })).toBe(': "Invalid path"')
  expect(saying({ status: 404, body: {} })).toBe('')
  for (const errors of ['text', { a: 1 }, 7, [null, 1]])
    expect(saying({ status: 404, body: { errors } as object })).toBe('')
})
