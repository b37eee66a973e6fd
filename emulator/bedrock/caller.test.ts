import { expect, test } from 'bun:test'
import { credentials } from '../credentials.ts'
import { parseHead, type RequestHead } from '../wire/request-head.ts'
import { callers } from './caller.ts'

const known = credentials(() => 0)
known.accept('ABSK-one', { permissions: { models: ['m'] } })
known.accept('AKIA-one', { aws: { secretAccessKey: 's' } })
const admit = callers({ known, nowMs: () => 0, words: new Map(), region: 'us-east-1' })

function caller(authorization?: string) {
  const head = parseHead(['GET /inference-profiles HTTP/1.1', 'host: h'].join('\r\n')) as RequestHead
  const headers = authorization === undefined ? head.headers : { ...head.headers, authorization }
  return admit({ ...head, headers }, new Uint8Array(), 'bedrock', 'id', [])
}

const message = (found: ReturnType<typeof caller>) =>
  found.refused === null ? null : new TextDecoder().decode(found.refused.body as Uint8Array)

test.each<[string, string | undefined, string]>([
  ['nothing', undefined, 'Authorization header is missing'],
  ['no Bearer', 'Basic x', 'Invalid API Key format'],
  ['a key of another provider', 'Bearer sk-ant-x', 'Invalid API Key format'],
  ['an unknown key', 'Bearer ABSK-two', 'bearer token included in the request is invalid'],
  ['half a signature', 'AWS4-HMAC-SHA256 Credential=x', "requires 'Signature' parameter"],
])('refused: %s', (_, authorization, said) => {
  expect(message(caller(authorization))).toContain(said)
})

test('an id of a signing key is no Bearer, whatever it looks like', () => {
  known.accept('bedrock-api-key-x', { aws: { secretAccessKey: 's' } })
  expect(message(caller('Bearer bedrock-api-key-x'))).toContain('is invalid')
})

test('a good key is a caller, who may use what it may use, until it expires', () => {
  const found = caller('Bearer ABSK-one')
  expect(found.refused === null && [found.mayUse('m'), found.mayUse('n'), found.denied().status]).toEqual([
    true,
    false,
    403,
  ])
  known.expire('ABSK-one')
  expect(message(caller('Bearer ABSK-one'))).toContain('Bearer Token has expired')
})
