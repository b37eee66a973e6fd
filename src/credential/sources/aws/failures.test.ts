import { describe, expect, test } from 'bun:test'
import type { AwsLink } from './answer.ts'
import { linkFailure, nothingSetUp, profileMissing, sayLink, ssoLogin, storeFailure } from './failures.ts'

const thrown = (name: string, message: string, status?: number, more: object = {}) =>
  Object.assign(new Error(message), {
    name,
    ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }),
    ...more,
  })
const of = (link: AwsLink, error: unknown) =>
  linkFailure(error, { link, profile: 'dev', section: {}, wantsMfa: false }, { type: 'aws', profile: 'dev' }, '/h')

describe('a link that fails', () => {
  for (const [link, error, code, transient, words] of [
    [
      'role',
      thrown('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.', 403),
      'source-needs-person',
      false,
      'warmkey login --aws-profile dev',
    ],
    [
      'role',
      thrown('AccessDenied', 'User: arn:aws:iam::1:user/x is not authorized to perform: sts:AssumeRole', 403),
      'source-failed',
      false,
      'not authorized',
    ],
    [
      'role',
      thrown('ExpiredToken', 'The security token included in the request is expired', 403),
      'source-failed',
      true,
      'has expired',
    ],
    [
      'role',
      thrown('InvalidClientTokenId', 'The security token included in the request is invalid', 403),
      'source-failed',
      true,
      'does not know the access key',
    ],
    [
      'role',
      thrown('SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than', 403),
      'source-failed',
      true,
      'clock',
    ],
    ['role', thrown('Throttling', 'Rate exceeded', 400), 'source-unavailable', true, 'answered 400'],
    ['role', thrown('InternalFailure', '', 500), 'source-unavailable', true, 'answered 500'],
    [
      'role',
      thrown('Error', 'connect ECONNREFUSED 127.0.0.1:9', undefined, { code: 'ECONNREFUSED' }),
      'source-unavailable',
      true,
      'could not be reached',
    ],
    [
      'web identity',
      thrown('InvalidIdentityToken', 'No OpenIDConnect provider found', 400),
      'source-failed',
      true,
      'No OpenIDConnect provider',
    ],
    [
      'web identity',
      thrown('Error', "ENOENT: no such file or directory, open '/h/token'", undefined, { code: 'ENOENT' }),
      'source-failed',
      true,
      '~/token',
    ],
    ['container', thrown('CredentialsProviderError', 'Error: 404'), 'source-unavailable', true, 'of the container'],
    [
      'console login',
      thrown('CredentialsProviderError', 'expired'),
      'source-needs-person',
      false,
      'aws login --profile dev',
    ],
    [
      'console login',
      thrown('Error', 'connect ECONNREFUSED 127.0.0.1:9', undefined, { code: 'ECONNREFUSED' }),
      'source-unavailable',
      true,
      'could not be reached',
    ],
    [
      'SSO',
      thrown('CredentialsProviderError', 'Token is expired. To refresh this SSO session run'),
      'source-needs-person',
      false,
      'aws sso login --profile dev',
    ],
    [
      'SSO',
      thrown('CredentialsProviderError', 'UnauthorizedException: Session token not found or invalid'),
      'source-needs-person',
      false,
      'aws sso login --profile dev',
    ],
    [
      'SSO',
      thrown('CredentialsProviderError', 'ForbiddenException: No access'),
      'source-failed',
      false,
      'sso_role_name',
    ],
    [
      'SSO',
      thrown('CredentialsProviderError', "Sso session 'x' could not be found in shared credentials file."),
      'source-failed',
      true,
      'aws configure sso',
    ],
    [
      'SSO',
      thrown('CredentialsProviderError', 'Error: getaddrinfo ENOTFOUND portal.sso'),
      'source-unavailable',
      true,
      'could not be reached',
    ],
  ] as const) {
    test(`${link}: ${error.name} ${error.message}`, () => {
      const failure = of(link, error)
      expect(failure).toMatchObject({ code, transient })
      expect(`${failure.message} ${failure.remedy}`).toContain(words)
      expect(failure.message).toMatch(/^[A-Z].*[^.]\.$/)
      expect(failure.remedy).toMatch(/^[A-Z]/)
    })
  }

  test('shows no secret of what it was told', () => {
    const { message } = of('role', thrown('Odd', 'aws_secret_access_key=canary-0123456789 AKIACANARYCANARYCANA', 400))
    expect(message).not.toMatch(/canary|AKIA/i)
  })
})

test('each link is called as people call it', () => {
  expect(sayLink('SSO', 'dev')).toBe('The SSO session of the AWS profile "dev"')
  expect(ssoLogin('default')).toBe('aws sso login')
})

test('what is missing is named with where it was looked for', () => {
  const files = {
    configFile: '/h/.aws/config',
    credentialsFile: '/h/c',
    profiles: { 'sso-session.corp': {}, dev: {} },
    ssoSessions: {},
  }
  expect(profileMissing('x', files, '/h').message).toContain('in ~/.aws/config or ~/c; there are: dev.')
  expect(nothingSetUp(['the profile "default" in /h/.aws/config', 'this'], '/h').message).toContain(
    '~/.aws/config; this.',
  )
})

describe('a store that gives nothing', () => {
  const secret = { type: 'aws', secret: 'claude/key' } as const
  for (const [error, code, transient, words] of [
    [
      thrown('ResourceNotFoundException', "Secrets Manager can't find the specified secret.", 400),
      'source-failed',
      true,
      'does not exist in eu-west-1',
    ],
    [
      thrown('AccessDeniedException', 'User: x is not authorized', 400),
      'source-failed',
      false,
      'secretsmanager:GetSecretValue',
    ],
    [
      thrown(
        'InvalidRequestException',
        'You can’t perform this operation on the secret because it was marked for deletion.',
        400,
      ),
      'source-failed',
      true,
      'marked for deletion',
    ],
    [thrown('DecryptionFailure', '', 400), 'source-failed', true, 'KMS'],
    [thrown('ExpiredTokenException', '', 400), 'source-failed', true, 'have expired'],
    [thrown('UnrecognizedClientException', '', 400), 'source-failed', true, 'does not know the access key'],
    [thrown('ThrottlingException', '', 400), 'source-unavailable', true, 'answered'],
    [thrown('TimeoutError', ''), 'source-unavailable', true, 'could not be reached'],
    [thrown('Odd', 'What', 400), 'source-failed', true, '"What"'],
  ] as const) {
    test(error.name, () => {
      const failure = storeFailure(error, secret, 'eu-west-1')
      expect(failure).toMatchObject({ code, transient })
      expect(`${failure.message} ${failure.remedy}`).toContain(words)
    })
  }
})
