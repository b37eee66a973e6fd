import { expect, test } from 'bun:test'
import { makeAwsHome } from '../../../../test/kit/aws-home.ts'
import { signatureProblem } from '../../../../test/kit/aws-signature.ts'
import { createFakeClock } from '../../../../test/kit/fake-clock.ts'
import { systemClock } from '../../../clock.ts'
import { asWarmkeyError } from '../../../errors.ts'
import { signedIdentity } from './aws-identity.ts'
import type { AuthOptions } from './options.ts'

type AwsAuth = Extract<AuthOptions, { method: 'aws' }>
const forever = new AbortController().signal
const keys = { accessKeyId: 'AKIAFAKEFAKEFAKEFAKE', secretAccessKey: 'fake-secret', sessionToken: 'fake-session' }
const env = {
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  AWS_SESSION_TOKEN: keys.sessionToken,
}
const plain = (text = '') => Buffer.from(text, 'base64').toString()
const signed = (auth: Partial<AwsAuth>, environment: Record<string, string> = env) =>
  signedIdentity({ method: 'aws', ...auth }, { clock: createFakeClock(), env: environment, home: '/' }, forever)

test.each([
  [undefined, 'sts.amazonaws.com', 'us-east-1'],
  ['eu-central-1', 'sts.eu-central-1.amazonaws.com', 'eu-central-1'],
  ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
])('is signed for STS of region %s, as an independent implementation signs it', async (region, host, scope) => {
  const question = await signed({ ...(region === undefined ? {} : { region }), serverId: 'vault.example' })
  expect([question.iam_http_request_method, plain(question.iam_request_url), plain(question.iam_request_body)]).toEqual(
    ['POST', `https://${host}/`, 'Action=GetCallerIdentity&Version=2011-06-15'],
  )
  const headers: Record<string, string> = JSON.parse(plain(question.iam_request_headers))
  expect([headers.host, headers['x-vault-aws-iam-server-id'], headers['x-amz-date']]).toEqual([
    host,
    'vault.example',
    '20260101T000000Z',
  ])
  expect(headers.authorization).toContain('x-vault-aws-iam-server-id')
  const body = new TextEncoder().encode(plain(question.iam_request_body))
  expect(
    signatureProblem({ method: 'POST', target: '/', headers, body }, keys, { service: 'sts', region: scope }),
  ).toBeNull()
  expect(JSON.stringify(headers)).not.toContain(keys.secretAccessKey)
})

test('a profile of AWS is found as the source for AWS finds it', async () => {
  using home = makeAwsHome()
  home.credentials(`[dev]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`)
  const deps = { clock: systemClock, env: home.env, home: home.scratch.root }
  const question = await signedIdentity({ method: 'aws', profile: 'dev' }, deps, forever)
  const headers: Record<string, string> = JSON.parse(plain(question.iam_request_headers))
  expect(headers.authorization).toContain(`Credential=${keys.accessKeyId}/`)
  const none = await signedIdentity({ method: 'aws', profile: 'none' }, deps, forever).catch(
    (thrown: unknown) => thrown,
  )
  expect(asWarmkeyError(none).message).toStartWith('There is no AWS profile "none" in ')
})

test('what gives no credentials is named', async () => {
  const message = (auth: Partial<AwsAuth>, environment: Record<string, string>) =>
    signed(auth, environment).then(String, (error: unknown) => asWarmkeyError(error).message)
  for (const text of ['no JSON', '{}', '{"AccessKeyId":"a"}'])
    expect(await message({ credentials: { env: 'X' } }, { X: text })).toBe(
      'What should give AWS credentials for the login to Vault gives no JSON with them.',
    )
})
