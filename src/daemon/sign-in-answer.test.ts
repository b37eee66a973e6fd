import { expect, test } from 'bun:test'
import { makeAwsHome } from '../../test/kit/aws-home.ts'
import { systemClock } from '../clock.ts'
import { signInRequestSchema } from './control-protocol.ts'
import { answerSignIn } from './sign-in-answer.ts'

const forever = new AbortController().signal
const asked = (source: object, answer: string | null, env: Record<string, string>, home: string) =>
  answerSignIn(signInRequestSchema.parse({ source, env, answer }), { clock: systemClock, home }, forever)

test('what a source needs a person for is its question, and the answer opens it', async () => {
  using home = makeAwsHome()
  home.config(
    '[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\nmfa_serial = arn:mfa/me\n' +
      '[profile sso]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = Dev\n' +
      '[sso-session corp]\nsso_region = eu-central-1\nsso_start_url = https://corp.example\n',
  )
  home.credentials('[base]\naws_access_key_id = AKIACANARY\naws_secret_access_key = canary-secret\n')
  const { root } = home.scratch
  expect(await asked({ type: 'aws', profile: 'admin' }, null, home.env, root)).toEqual({
    origin: 'aws profile admin',
    question: 'Code of the device arn:mfa/me',
    problem: 'The AWS profile "admin" wants a code of the device arn:mfa/me. Type: warmkey login --aws-profile admin',
    beforeMs: null,
    visit: null,
    ended: false,
  })
  // Nothing to be typed here, and nothing to be opened where AWS cannot be reached.
  const nowhere = { ...home.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }
  const unreachable = asked({ type: 'aws', profile: 'sso' }, null, nowhere, root)
  expect(
    await unreachable.then(
      () => null,
      ({ message }: Error) => message,
    ),
  ).toContain('127.0.0.1:9 cannot be reached')
  expect(await asked({ type: 'aws', profile: 'base' }, null, home.env, root)).toMatchObject({
    question: null,
    problem: null,
  })
})

test('a source that asks nobody takes no answer', async () => {
  const answered = asked({ type: 'env', name: 'KEY' }, '123456', { KEY: 'fake-key-0123456789' }, '/nonexistent')
  expect(
    await answered.then(
      () => null,
      ({ message }: Error) => message,
    ),
  ).toContain('asks nobody anything')
})
