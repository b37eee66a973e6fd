import { afterAll, beforeAll, describe, expect } from 'bun:test'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { LabelParameterVersionCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { startAwsDouble } from '../../../test/kit/aws-double.ts'
import { type AwsHome, keysOf, makeAwsHome } from '../../../test/kit/aws-home.ts'
import { type Moto, startMoto } from '../../../test/kit/moto.ts'
import { missing } from '../../../test/kit/parts.ts'
import { needsPython } from '../../../test/kit/python.ts'
import type { Source } from './source.ts'

// Against moto, which nobody here wrote: its STS gives credentials that really end, and its stores keep versions.
const test = needsPython()
const forever = new AbortController().signal
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
let moto: Moto
let home: AwsHome

beforeAll(async () => {
  if (missing('python')) return
  moto = await startMoto()
  home = makeAwsHome(moto.url)
  home.config(
    `[profile dev]\nregion = eu-west-1\nrole_arn = ${role('dev')}\nsource_profile = base\nduration_seconds = 900\n` +
      `[profile chained]\nrole_arn = ${role('chained')}\nsource_profile = dev\n` +
      `[profile from-env]\nrole_arn = ${role('env')}\ncredential_source = Environment\n` +
      `[profile circle]\nrole_arn = ${role('circle')}\nsource_profile = circle\n`,
  )
  home.credentials(keysOf('base', 1))
  const client = {
    region: 'eu-west-1',
    endpoint: moto.url,
    credentials: { accessKeyId: 'AKIAFAKE', secretAccessKey: 'fake' },
  }
  const secrets = new SecretsManagerClient(client)
  await secrets.send(new CreateSecretCommand({ Name: 'claude/key', SecretString: 'canary-secret-old' }))
  await secrets.send(new PutSecretValueCommand({ SecretId: 'claude/key', SecretString: 'canary-secret-new' }))
  await secrets.send(new CreateSecretCommand({ Name: 'json', SecretString: '{"a":"x","key":{"now":"canary-json"}}' }))
  await secrets.send(
    new CreateSecretCommand({ Name: 'binary', SecretBinary: new TextEncoder().encode('canary-binary') }),
  )
  await secrets.send(new CreateSecretCommand({ Name: 'gone', SecretString: 'canary-gone' }))
  await secrets.send(new DeleteSecretCommand({ SecretId: 'gone', RecoveryWindowInDays: 7 }))
  const parameters = new SSMClient(client)
  const put = (Value: string) =>
    parameters.send(new PutParameterCommand({ Name: '/claude/key', Value, Type: 'SecureString', Overwrite: true }))
  await put('canary-parameter-1')
  await put('canary-parameter-2')
  await parameters.send(new LabelParameterVersionCommand({ Name: '/claude/key', ParameterVersion: 1, Labels: ['old'] }))
})

afterAll(async () => {
  home?.[Symbol.dispose]()
  await moto?.[Symbol.asyncDispose]()
})

const leftMinutes = async (source: Source): Promise<number> => {
  const { kind, life, minted } = await source.obtain(forever)
  expect({ kind, minted }).toEqual({ kind: 'aws', minted: true })
  return Math.round(((life.expiresAtMs ?? 0) - Date.now()) / 60_000)
}

describe('STS', () => {
  test('assumes the role of a profile, which ends when it says', async () => {
    const source = home.source({ profile: 'dev' })
    expect(await leftMinutes(source)).toBe(15)
    const [one, other] = [await home.given(source), await home.given(source)]
    expect(one.AccessKeyId).toMatch(/^ASIA/)
    expect(one.SessionToken).toBeString()
    expect(other.SecretAccessKey).not.toBe(one.SecretAccessKey)
    expect(source.stable).toBe(false)
  })

  test('assumes a role with another role', async () => {
    const before = moto.log().split('POST').length
    expect(await leftMinutes(home.source({ profile: 'chained' }))).toBe(60)
    expect(moto.log().split('POST').length - before).toBe(2)
  })

  test('assumes a role with keys of the environment', async () => {
    using other = makeAwsHome(moto.url)
    other.config(home.scratch.read('.aws/config'))
    Object.assign(other.env, { AWS_ACCESS_KEY_ID: 'AKIAFAKE', AWS_SECRET_ACCESS_KEY: 'fake' })
    expect(await leftMinutes(other.source({ profile: 'from-env' }))).toBe(60)
  })

  test('assumes the role of the options with whatever was found', async () => {
    const source = home.source({
      profile: 'base',
      roleArn: role('options'),
      duration: '30m',
      externalId: 'x1',
      region: 'us-east-1',
    })
    expect(source.origin).toBe('aws profile base, role options')
    expect(await leftMinutes(source)).toBe(30)
  })

  test('takes a web identity, whose file is read anew each time', async () => {
    using other = makeAwsHome(moto.url)
    const file = other.scratch.write('token', 'canary-identity')
    Object.assign(other.env, { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: role('web') })
    const source = other.source({ region: 'eu-west-1' })
    expect(await leftMinutes(source)).toBe(60)
    other.scratch[Symbol.dispose]()
    const error = await other.refusal(source)
    expect(error.code).toBe('source-failed')
    expect(error.sentence).not.toContain('canary')
  })

  test('wants a code once for all roles of a user, and wakes those who wait for it', async () => {
    using other = makeAwsHome(moto.url)
    const device = 'arn:aws:iam::123456789012:mfa/me'
    const withMfa = (name: string) =>
      `[profile ${name}]\nrole_arn = ${role(name)}\nsource_profile = base\nmfa_serial = ${device}\n`
    other.config(withMfa('admin') + withMfa('audit'))
    other.credentials(keysOf('base', 71))
    const [admin, audit] = [other.source({ profile: 'admin' }), other.source({ profile: 'audit' })]
    expect(await other.refusal(admin)).toMatchObject({
      code: 'source-needs-person',
      sentence: `The AWS profile "admin" wants a code of the device ${device}. Type: warmkey login --aws-profile admin`,
    })
    await other.refusal(audit)
    let told = 0
    const stop = audit.watch?.(() => told++)
    expect(admin.question?.()).toBe(`Code of the device ${device}`)
    const before = moto.log().split('POST').length
    await admin.answer?.('123456', forever)
    stop?.()
    expect(told).toBe(1)
    expect((await other.given(audit)).AccessKeyId).toMatch(/^ASIA/)
    // A session, its role, and the role of the other.
    expect(moto.log().split('POST').length - before).toBe(3)
    expect(Math.round(((admin.deadline?.() ?? 0) - Date.now()) / 3_600_000)).toBe(12)
    expect(admin.signIn).toBe('warmkey login --aws-profile admin')
    // Another user has another session.
    other.credentials(keysOf('base', 72))
    expect((await other.refusal(audit)).code).toBe('source-needs-person')
  })

  test('takes the web identity of a profile', async () => {
    using other = makeAwsHome(moto.url)
    const file = other.scratch.write('token', 'canary-identity')
    other.config(`[profile pod]\nrole_arn = ${role('pod')}\nweb_identity_token_file = ${file}\nregion = eu-west-1\n`)
    expect(await leftMinutes(other.source({ profile: 'pod' }))).toBe(60)
  })

  test('assumes a role with a session of SSO, whose end is known', async () => {
    await using double = startAwsDouble()
    using other = makeAwsHome()
    Object.assign(other.env, {
      AWS_ENDPOINT_URL_SSO: double.url,
      AWS_ENDPOINT_URL_SSO_OIDC: double.url,
      AWS_ENDPOINT_URL_STS: moto.url,
    })
    other.config(
      `[profile admin]\nrole_arn = ${role('admin')}\nsource_profile = dev\nregion = us-east-1\n` +
        '[profile dev]\nsso_start_url = https://corp.example\nsso_region = eu-central-1\nsso_account_id = 1\nsso_role_name = Dev\n',
    )
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    other.ssoToken('https://corp.example', { accessToken: 'canary-access-1', expiresAt })
    const source = other.source({ profile: 'admin' })
    expect(await leftMinutes(source)).toBe(60)
    expect(source.deadline?.()).toBe(Date.parse(expiresAt))
    expect(source.signIn).toBe('aws sso login --profile dev')
    expect(double).toMatchObject({ asked: ['portal'], mistakes: [] })
  })

  test('goes in no circle', async () => {
    expect((await home.refusal(home.source({ profile: 'circle' }))).sentence).toContain('cycle')
  })
})

describe('Secrets Manager', () => {
  for (const [options, expected] of [
    [{ secret: 'claude/key' }, 'canary-secret-new'],
    [{ secret: 'claude/key', version: 'AWSPREVIOUS' }, 'canary-secret-old'],
    [{ secret: 'json', field: '/key/now' }, 'canary-json'],
    [{ secret: 'binary' }, 'canary-binary'],
  ] as const) {
    test(`gives ${JSON.stringify(options)}`, async () => {
      const source = home.source({ profile: 'base', region: 'eu-west-1', ...options })
      const { secret, kind } = await source.obtain(forever)
      expect({ text: secret.open(), kind, stable: source.stable }).toEqual({
        text: expected,
        kind: 'any',
        stable: true,
      })
    })
  }

  for (const [options, words] of [
    [{ secret: 'none' }, 'does not exist in eu-west-1'],
    [{ secret: 'claude/key', region: 'us-east-1' }, 'does not exist in us-east-1'],
    [{ secret: 'claude/key', version: 'NOSTAGE' }, 'does not exist'],
    [{ secret: 'gone' }, 'cannot be read'],
    [{ secret: 'json' }, 'Name the field with "field"'],
  ] as const) {
    test(`refuses ${JSON.stringify(options)} in words`, async () => {
      const { sentence } = await home.refusal(home.source({ profile: 'base', region: 'eu-west-1', ...options }))
      expect(sentence).toContain(words)
      expect(sentence).not.toContain('canary')
    })
  }
})

describe('Parameter Store', () => {
  for (const [options, expected] of [
    [{}, 'canary-parameter-2'],
    [{ version: '1' }, 'canary-parameter-1'],
    [{ version: 'old' }, 'canary-parameter-1'],
  ] as const) {
    test(`gives ${JSON.stringify(options)}`, async () => {
      const source = home.source({ profile: 'base', region: 'eu-west-1', parameter: '/claude/key', ...options })
      expect((await source.obtain(forever)).secret.open()).toBe(expected)
    })
  }

  test('opens with a role, in the region of its profile', async () => {
    const source = home.source({ profile: 'dev', parameter: '/claude/key' })
    expect((await source.obtain(forever)).secret.open()).toBe('canary-parameter-2')
  })

  test('says that there is no such version', async () => {
    const { sentence } = await home.refusal(home.source({ profile: 'dev', parameter: '/claude/key', version: '9' }))
    expect(sentence).toContain('does not exist')
  })
})
