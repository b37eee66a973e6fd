import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { startAwsDouble } from '../../../test/kit/aws-double.ts'
import { keysOf, makeAwsHome } from '../../../test/kit/aws-home.ts'
import { isRunning } from '../../../test/kit/processes.ts'
import { until } from '../../../test/kit/until.ts'
import { systemClock } from '../../clock.ts'
import { keeperIdentity } from '../identity.ts'
import { createKeeper } from '../keeper.ts'

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()
const hourMs = 3_600_000

test('the environment comes first, and is stable', async () => {
  using home = makeAwsHome()
  home.credentials(keysOf('default', 1))
  Object.assign(home.env, {
    AWS_ACCESS_KEY_ID: 'AKIACANARYENV',
    AWS_SECRET_ACCESS_KEY: 'canary-env',
    AWS_SESSION_TOKEN: 'canary-t',
  })
  const source = home.source()
  expect(source.origin).toBe('aws default chain')
  const answer = await source.obtain(new AbortController().signal)
  expect(answer).toMatchObject({ kind: 'aws', life: {}, minted: false })
  expect(JSON.parse(answer.secret.open())).toEqual({
    Version: 1,
    AccessKeyId: 'AKIACANARYENV',
    SecretAccessKey: 'canary-env',
    SessionToken: 'canary-t',
  })
  expect(source.stable).toBe(true)
})

test('a file that was changed is read anew, and a profile that is named wins over the environment', async () => {
  using home = makeAwsHome()
  Object.assign(home.env, { AWS_ACCESS_KEY_ID: 'AKIACANARYENV', AWS_SECRET_ACCESS_KEY: 'canary-env' })
  home.credentials(keysOf('dev', 1) + keysOf('prod', 2))
  const source = home.source({ profile: 'dev' })
  expect(await home.given(source)).toMatchObject({ SecretAccessKey: 'canary-secret-1' })
  expect(await home.given(home.source({ profile: 'prod' }))).toMatchObject({ SecretAccessKey: 'canary-secret-2' })
  home.credentials(keysOf('dev', 3))
  expect(await home.given(source)).toMatchObject({ SecretAccessKey: 'canary-secret-3' })
})

test('the environment of whoever asks decides, not that of this process', async () => {
  using home = makeAwsHome()
  home.credentials('')
  const elsewhere = home.scratch.write('elsewhere', keysOf('mine', 7))
  Object.assign(home.env, { AWS_SHARED_CREDENTIALS_FILE: elsewhere, AWS_PROFILE: 'mine' })
  expect(await home.given(home.source())).toMatchObject({ SecretAccessKey: 'canary-secret-7' })
})

test('a keeper whose credential was refused has the rotated file at once, and two profiles are two identities', async () => {
  using home = makeAwsHome()
  home.credentials(keysOf('dev', 1))
  const upstream = { url: 'https://bedrock.example' }
  const identity = keeperIdentity({ type: 'aws', profile: 'dev' } as { type: string }, upstream)
  expect(keeperIdentity({ type: 'aws', profile: 'ops' } as { type: string }, upstream)).not.toBe(identity)
  const keeper = createKeeper({ identity, source: home.source({ profile: 'dev' }), clock: systemClock })
  const used = await keeper.get()
  home.credentials(keysOf('dev', 2))
  const { credential, changed } = await keeper.renew(used)
  keeper.close()
  expect(changed).toBe(true)
  expect(credential.secret.open()).toContain('canary-secret-2')
})

describe('a profile', () => {
  test('that is missing is named, with the files and what they have', async () => {
    using home = makeAwsHome()
    home.config('[profile dev]\nregion = us-east-1\n[sso-session corp]\nsso_region = us-east-1\n')
    home.credentials(keysOf('prod', 1))
    const error = await home.refusal(home.source({ profile: 'work' }))
    expect(error.code).toBe('source-failed')
    expect(error.sentence).toBe(
      'There is no AWS profile "work" in ~/.aws/config or ~/.aws/credentials; there are: dev, prod. ' +
        'Correct "profile", or make it: aws configure --profile work',
    )
  })

  test('where there is nothing at all, what was looked at is said in order', async () => {
    using home = makeAwsHome()
    const { sentence } = await home.refusal(home.source())
    const places = [
      'AWS_ACCESS_KEY_ID',
      '"default"',
      '~/.aws/config',
      '~/.aws/credentials',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
    ]
    const at = [...places, 'AWS_CONTAINER_CREDENTIALS_FULL_URI', 'EC2 instance'].map((each) => sentence.indexOf(each))
    expect(at).toEqual(at.toSorted((a, b) => a - b))
    expect(at).not.toContain(-1)
  })
})

describe('a credential_process', () => {
  test('gives what it says, and its end', async () => {
    using home = makeAwsHome()
    const expires = inMs(hourMs)
    home.scratch.write(
      'out',
      JSON.stringify({ Version: 1, AccessKeyId: 'ASIACANARY', SecretAccessKey: 'canary-p', Expiration: expires }),
    )
    home.config('[profile dev]\ncredential_process = cat ~/out\n')
    const source = home.source({ profile: 'dev' })
    const answer = await source.obtain(new AbortController().signal)
    expect(answer.life).toEqual({ expiresAtMs: Date.parse(expires) })
    expect(source.stable).toBe(false)
  })

  test('sees what the shell of the user said, and not what is ours', async () => {
    using home = makeAwsHome()
    Object.assign(home.env, { BUN_OPTIONS: '--smol', NODE_PATH: '/theirs' })
    home.config('[profile dev]\ncredential_process = env > ~/seen; exit 1\n')
    await home.refusal(home.source({ profile: 'dev' }))
    const seen = home.scratch.read('seen')
    expect(seen).toContain('BUN_OPTIONS=--smol\n')
    expect(seen).toContain('NODE_PATH=/theirs\n')
    expect(seen).not.toContain('WARMKEY')
  })

  test('that fails is told with the last thing that it said, without its secrets', async () => {
    using home = makeAwsHome()
    home.config(
      '[profile dev]\ncredential_process = sh -c "echo token=canary-1234567890; echo no login: token=canary-1234567890 >&2; exit 3"\n',
    )
    const error = await home.refusal(home.source({ profile: 'dev' }))
    expect(error.code).toBe('source-failed')
    expect(error.sentence).toContain('The credential_process of the AWS profile "dev" failed')
    expect(error.sentence).toContain('no login')
    expect(error.sentence).not.toContain('canary')
  })

  for (const [name, output, words] of [
    ['what is no JSON', 'canary-no-json', 'invalid JSON'],
    ['half a pair', '{"Version":1,"AccessKeyId":"AKIACANARY"}', 'invalid credentials'],
    ['another version', '{"Version":2,"AccessKeyId":"AKIACANARY","SecretAccessKey":"canary"}', 'Version 1'],
    [
      'what is over',
      '{"Version":1,"AccessKeyId":"AKIACANARY","SecretAccessKey":"canary","Expiration":"2020-01-01T00:00:00Z"}',
      'expired credentials',
    ],
  ] as const) {
    test(`that gives ${name} is told so`, async () => {
      using home = makeAwsHome()
      home.scratch.write('out', output)
      home.config('[profile dev]\ncredential_process = cat ~/out\n')
      const { sentence } = await home.refusal(home.source({ profile: 'dev' }))
      expect(sentence).toContain(words)
      expect(sentence).not.toMatch(/canary|AKIA/i)
    })
  }

  test('that hangs is ended with everything that it has started, when nobody wants it any more', async () => {
    using home = makeAwsHome()
    home.config('[profile dev]\ncredential_process = echo $$ > ~/pid; sleep 300\n')
    const controller = new AbortController()
    const asked = home.source({ profile: 'dev' }).obtain(controller.signal)
    const ended = asked.then(
      () => 'was answered',
      (reason: unknown) => reason,
    )
    const pid = () => {
      try {
        return Number(readFileSync(home.scratch.path('pid'), 'utf8'))
      } catch {
        return 0
      }
    }
    await until(() => pid() > 0)
    controller.abort('enough')
    expect(await ended).toBe('enough')
    await until(() => !isRunning(pid()))
  })
})

describe('SSO', () => {
  const config = (account = '123456789012') =>
    `[profile dev]\nsso_session = corp\nsso_account_id = ${account}\nsso_role_name = Dev\nregion = us-east-1\n` +
    '[sso-session corp]\nsso_region = eu-central-1\nsso_start_url = https://corp.awsapps.example/start\n'
  const token = (more: object = {}) => ({
    startUrl: 'https://corp.awsapps.example/start',
    region: 'eu-central-1',
    accessToken: 'canary-access-1',
    expiresAt: inMs(hourMs),
    clientId: 'client',
    clientSecret: 'canary-client-secret',
    registrationExpiresAt: inMs(24 * hourMs),
    refreshToken: 'canary-refresh-1',
    ...more,
  })

  test('gives role credentials from the token that a sign-in left', async () => {
    await using double = startAwsDouble()
    using home = makeAwsHome(double.url)
    home.config(config())
    home.ssoToken('corp', token())
    const source = home.source({ profile: 'dev' })
    const answer = await source.obtain(new AbortController().signal)
    expect(JSON.parse(answer.secret.open())).toMatchObject({ AccessKeyId: 'ASIACANARY0000000001' })
    expect(answer.life.expiresAtMs).toBeGreaterThan(Date.now())
    expect(double).toMatchObject({ asked: ['portal'], mistakes: [] })
    expect(source.stable).toBe(false)
  })

  test('refreshes a token that is about to end, once, and keeps it for everybody', async () => {
    await using double = startAwsDouble()
    using home = makeAwsHome(double.url)
    home.config(config())
    home.ssoToken('corp', token({ expiresAt: inMs(60_000) }))
    const source = home.source({ profile: 'dev' })
    await home.given(source)
    await home.given(source)
    expect(double).toMatchObject({ asked: ['oidc', 'portal', 'portal'], mistakes: [] })
  })

  test('that two profiles share is refreshed once by whoever is first, and the other takes what came of it', async () => {
    await using double = startAwsDouble()
    using home = makeAwsHome(double.url)
    home.config(`${config()}[profile ops]\nsso_session = corp\nsso_account_id = 2\nsso_role_name = Ops\n`)
    home.ssoToken('corp', token({ expiresAt: inMs(-1) }))
    const both = await Promise.all(['dev', 'ops'].map((profile) => home.given(home.source({ profile }))))
    expect(both.map(({ Version }) => Number(Version))).toEqual([1, 1])
    expect(double.mistakes).toEqual([])
  })

  test('that is over says what to type, and goes on when that was typed', async () => {
    await using double = startAwsDouble()
    using home = makeAwsHome(double.url)
    home.config(config())
    const source = home.source({ profile: 'dev' })
    const never = await home.refusal(source)
    expect(never).toMatchObject({
      code: 'source-needs-person',
      transient: false,
      remedy: 'Sign in: aws sso login --profile dev',
    })
    home.ssoToken('corp', token({ expiresAt: inMs(-1), refreshToken: 'canary-refresh-of-old' }))
    expect((await home.refusal(source)).sentence).toContain('has ended')
    let changes = 0
    const stop = source.watch?.(() => changes++)
    home.ssoToken('corp', token())
    await until(() => changes > 0)
    stop?.()
    expect(await home.given(source)).toMatchObject({ Version: 1 })
    expect(source.signIn).toBe('aws sso login --profile dev')
  })

  test('that AWS does not know any more is over, too', async () => {
    await using double = startAwsDouble()
    using home = makeAwsHome(double.url)
    home.config(config())
    home.ssoToken('corp', token({ accessToken: 'canary-of-somebody' }))
    const error = await home.refusal(home.source({ profile: 'dev' }))
    expect(error).toMatchObject({ code: 'source-needs-person', remedy: 'Sign in: aws sso login --profile dev' })
    expect(error.sentence).not.toContain('canary')
  })

  test('whose refresh cannot reach AWS is not taken for one that is over', async () => {
    using home = makeAwsHome('http://127.0.0.1:9')
    home.config(config())
    home.ssoToken('corp', token({ expiresAt: inMs(-1) }))
    expect(await home.refusal(home.source({ profile: 'dev' }))).toMatchObject({
      code: 'source-unavailable',
      transient: true,
    })
  })

  test('without the role is a denial and not a sign-in', async () => {
    await using double = startAwsDouble()
    using home = makeAwsHome(double.url)
    home.config(config())
    home.ssoToken('corp', token())
    double.on('portal', { status: 403, type: 'ForbiddenException', body: { message: 'No access' } })
    const error = await home.refusal(home.source({ profile: 'dev' }))
    expect(error).toMatchObject({ code: 'source-failed', transient: false })
    expect(error.sentence).toContain('"No access"')
    expect(error.remedy).toContain('sso_role_name')
  })

  for (const [name, more, expected] of [
    ['that can be refreshed ends with its registration', {}, 24 * hourMs],
    ['of the old kind ends with its token', { refreshToken: undefined }, hourMs],
  ] as const) {
    test(`${name}, which is known ahead`, async () => {
      await using double = startAwsDouble()
      using home = makeAwsHome(double.url)
      home.config(config())
      home.ssoToken('corp', token(more))
      const source = home.source({ profile: 'dev' })
      expect(source.deadline?.()).toBeNull()
      await home.given(source)
      const leftMs = (source.deadline?.() ?? 0) - Date.now()
      expect(Math.round(leftMs / hourMs)).toBe(expected / hourMs)
    })
  }
})

test('a container gives its credentials for the token in its file', async () => {
  await using double = startAwsDouble()
  using home = makeAwsHome()
  Object.assign(home.env, {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${double.url}/container`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: home.scratch.write('token', 'canary-container'),
  })
  expect(await home.given(home.source())).toMatchObject({ AccessKeyId: 'ASIACANARY0000000001' })
  expect(double).toMatchObject({ asked: ['container'], mistakes: [] })
  home.scratch.write('token', 'canary-rotated')
  double.wanted.containerToken = 'canary-rotated'
  expect(await home.given(home.source())).toMatchObject({ AccessKeyId: 'ASIACANARY0000000002' })
})

test('an instance gives its credentials by version 2 of its metadata', async () => {
  await using double = startAwsDouble()
  using home = makeAwsHome()
  delete home.env.AWS_EC2_METADATA_DISABLED
  Object.assign(home.env, { AWS_EC2_METADATA_SERVICE_ENDPOINT: double.url })
  expect(await home.given(home.source())).toMatchObject({ SecretAccessKey: 'canary-secret-3' })
  expect(double).toMatchObject({ asked: ['imds token', 'imds role', 'imds credentials'], mistakes: [] })
})
