import { expect, test } from 'bun:test'
import type { RefusalKind } from '../captured/wording.ts'
import type { Standing } from '../credentials.ts'
import { parseHead } from '../wire/request-head.ts'
import { headerFailure, refusals } from './checks.ts'

function failure(...lines: string[]) {
  const head = parseHead(['POST / HTTP/1.1', 'Host: h', ...lines].join('\r\n'))
  if (typeof head === 'string') throw new Error(head)
  return headerFailure(head)?.message ?? null
}
const json = 'Content-Type: application/json'

test.each([
  [[json], 'anthropic-version: header is required'],
  [['anthropic-version: 1', json], 'anthropic-version: "1" is not a valid version'],
  [
    ['anthropic-version: 2023-06-01', 'anthropic-version: 2023-06-01', json],
    'anthropic-version: "2023-06-01, 2023-06-01" is not a valid version',
  ],
  [['anthropic-version: 2023-06-01'], 'content-type: must be application/json'],
  [['anthropic-version: 2023-06-01', 'Content-Type: text/plain'], 'content-type: must be application/json'],
  [['anthropic-version: 2023-06-01', json], null],
  [['anthropic-version: 2026-10-21', 'Content-Type: Application/JSON; charset=utf-8'], null],
])('%j', (lines, message) => {
  expect(failure(...lines)).toBe(message)
})

test.each<[Standing, number, string]>([
  [{ kind: 'none' }, 401, 'x-api-key header is required'],
  [{ kind: 'two' }, 401, 'Authorization and x-api-key carry credentials that differ'],
  [{ kind: 'unknown', header: 'bearer' }, 401, 'Invalid bearer token'],
  [{ kind: 'unknown', header: 'api-key' }, 401, 'invalid x-api-key'],
  [{ kind: 'beta-missing' }, 401, 'OAuth authentication is currently not supported.'],
  [{ kind: 'expired' }, 401, 'OAuth token has expired. Please obtain a new token or refresh your existing token.'],
  [{ kind: 'revoked' }, 403, 'OAuth token has been revoked. Please obtain a new token.'],
])('%j is refused in the words of the API', (standing, status, message) => {
  const answer = refusals(new Map()).ofStanding(standing, 'req_1', [])
  expect(answer?.status).toBe(status)
  expect(JSON.parse(new TextDecoder().decode(answer?.body as Uint8Array)).error.message).toBe(message)
})

test('other words can be chosen for each kind, and an accepted credential is not refused', () => {
  const words = new Map<RefusalKind, string>([
    ['unknown', 'litellm-unknown-key'],
    ['denied', 'anthropic-empty-403'],
  ])
  const refuse = refusals(words)
  const unknown = refuse.ofStanding({ kind: 'unknown', header: 'bearer' }, 'req_1', [])
  expect(new TextDecoder().decode(unknown?.body as Uint8Array)).toContain('LiteLLM_VerificationTokenTable')
  expect(refuse.denied('req_1', [])).toEqual({ status: 403, headers: [], body: new Uint8Array(0) })
  expect(refuse.ofStanding({ kind: 'accepted', mayUse: () => true }, 'req_1', [])).toBeNull()
})
