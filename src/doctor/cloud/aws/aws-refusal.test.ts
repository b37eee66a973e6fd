import { expect, test } from 'bun:test'
import { awsBench } from '../../../../test/kit/aws-bench.ts'
import type { AwsHeard } from './aws-heard.ts'
import { type Answered, codeOf, deniedAction, isRefusal, otherProfile, refused, wordsOf } from './aws-refusal.ts'
import { awsWay } from './aws-way.ts'

const said = (status: number, body: object, type?: string): Answered => ({
  status,
  headers: new Headers(type === undefined ? {} : { 'x-amzn-errortype': type }),
  text: JSON.stringify(body),
})
const expired = said(403, { Code: 'ExpiredToken', message: 'The security token included in the request is expired' })
const denied = said(
  403,
  {
    Message:
      'User: arn:aws:iam::123456789012:user/ann is not authorized to perform: bedrock:InvokeModel on resource: x with an explicit deny in a service control policy',
  },
  'AccessDeniedException:http://internal.amazon.com/coral/com.amazon.coral.service/',
)
const nothing: AwsHeard = {
  exported: null,
  link: null,
  failure: null,
  expiresAtMs: null,
  identity: null,
  list: null,
  models: [],
  availability: null,
  message: null,
}
function complaint(answer: Answered, env: Record<string, string> = {}, files: Record<string, unknown> = {}) {
  const bench = awsBench({ env, files })
  const way = awsWay(bench)
  if (way === null) throw new Error('no way')
  return refused(bench, way, nothing, { host: 'sts.example', asked: 'it', answer })
}

test('the code and the words of an error, wherever it has them', () => {
  expect([codeOf(expired), codeOf(denied)]).toEqual(['ExpiredToken', 'AccessDeniedException'])
  expect(wordsOf(expired)).toBe('The security token included in the request is expired')
  expect([deniedAction(denied), deniedAction(expired)]).toEqual(['bedrock:InvokeModel', null])
})

test('a form that is wrong is no refusal, a clock that is wrong is one', () => {
  expect(isRefusal(said(400, { message: 'messages: Field required' }, 'ValidationException'))).toBe(false)
  const late = 'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z (20260101T001500Z - 5 min.)'
  expect(isRefusal(said(400, { message: late }, 'InvalidSignatureException'))).toBe(true)
  expect(complaint(said(403, { message: late }, 'InvalidSignatureException')).cause).toBe('clock-skew')
})

test('a denial names action, account and whom to allow it', () => {
  expect(complaint(denied)).toMatchObject({
    cause: 'permission',
    fix: 'Ask whoever runs the AWS account 123456789012 to take away the policy that denies bedrock:InvokeModel for arn:aws:iam::123456789012:user/ann.',
  })
})

test('what has ended is cured where it comes from', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_SESSION_TOKEN: 'c' }
  expect(complaint(expired, keys).fix).toContain('aws configure export-credentials --format env')
  const section = '[dev]\naws_access_key_id = a\naws_secret_access_key = b\n'
  const files = { '/home/dev/.aws/credentials': section }
  expect(complaint(expired, { AWS_PROFILE: 'dev' }, files).fix).toContain(
    'aws configure set aws_session_token <the new session token> --profile dev',
  )
  const refresh = { ...files, '/home/dev/.claude/settings.json': { awsAuthRefresh: 'corp-login' } }
  expect(complaint(expired, { AWS_PROFILE: 'dev' }, refresh)).toMatchObject({ fix: 'Type: corp-login', number: 2 })
})

test('a profile is only proposed where there is no choice', () => {
  const one = '[dev]\naws_access_key_id = a\naws_secret_access_key = b\n'
  const other = (text: string) => {
    const bench = awsBench({ files: { '/home/dev/.aws/credentials': text } })
    const way = awsWay(bench)
    return way === null ? undefined : otherProfile(bench, way)
  }
  expect(other(one)).toBe('dev')
  expect(other(one + one.replace('dev', 'prod'))).toBeNull()
  expect(other(`[dev]\nregion = x\n`)).toBeNull()
})

test('of a text that should have been signed, nothing is shown', () => {
  const message =
    "does not match. The Canonical String for this request should have been 'x-amz-security-token:made-up'"
  expect(wordsOf(said(403, { message }, 'InvalidSignatureException'))).toBe('does not match.')
})
