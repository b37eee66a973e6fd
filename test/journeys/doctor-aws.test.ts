/** Claude Code on AWS, each story with one thing set wrong: whose credentials, which session, region, model, permission. */
import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { bedrockRegion, exportedSession, hourMs, onBedrock, putKeys, sessionSection } from '../kit/aws-world.ts'
import { awsKeys } from '../kit/bedrock-home.ts'
import { filesUnder, leaksIn, makeCanary } from '../kit/canary.ts'
import { type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, onePromptOf, tell, tellAll } from '../kit/doctor-world.ts'
import { startMoto } from '../kit/moto.ts'
import { follow } from '../kit/obedient.ts'
import { missing, needs } from '../kit/parts.ts'
import { needsPython } from '../kit/python.ts'
import { openScriptedAws } from '../kit/scripted-aws.ts'
import { awsIdentities, awsSessions } from '../scenarios/doctor/aws.ts'
import { awsPlatforms, bedrockKeys, bedrockModels } from '../scenarios/doctor/aws-bedrock.ts'

const model = 'us.anthropic.claude-sonnet-5'
const profileFile = (world: DoctorWorld, text: string) => void world.scratch.write('home/.aws/credentials', text)

for (const [what, scenarios] of Object.entries({
  awsIdentities,
  awsSessions,
  bedrockKeys,
  bedrockModels,
  awsPlatforms,
}))
  describe(`the doctor on AWS, ${what}`, () => {
    tellAll(scenarios)
  })

const surprises: readonly Surprise[] = [
  {
    name: 'a profile and keys at once',
    set: async (world) => {
      await onBedrock(world)
      putKeys(world, 2)
      profileFile(world, sessionSection('dev', 1))
      world.env.AWS_PROFILE = 'dev'
    },
    check: 'aws-sources',
    says: /Claude Code takes the profile "dev", the AWS CLI takes the keys/,
    fix: /unset AWS_ACCESS_KEY_ID/,
  },
  {
    name: 'keys of another account than the profile names',
    set: async (world) => {
      await onBedrock(world)
      putKeys(world, 1)
      world.scratch.write('home/.aws/config', '[default]\nsso_account_id = 210987654321\n')
    },
    check: 'aws-account',
    says: /belongs to the account 123456789012, and the AWS profile "default" names 210987654321/,
    fix: /unset AWS_ACCESS_KEY_ID/,
  },
  {
    name: 'awsCredentialExport that fails before keys that work',
    set: async (world) => {
      await onBedrock(world)
      putKeys(world, 1)
      world.settings('user', { awsCredentialExport: 'echo hello' })
    },
    check: 'aws-export',
    says: /no JSON, so Claude Code takes other credentials \(environment\)/,
    fix: /nothing but JSON/,
  },
  {
    name: 'models that may be called and not listed',
    set: async (world) => {
      await onBedrock(world, { denies: ['bedrock:ListInferenceProfiles'] })
      putKeys(world, 1)
      world.env.ANTHROPIC_MODEL = model
    },
    check: 'bedrock-accepts',
    says: /IAM does not allow bedrock:ListInferenceProfiles/,
    fix: /Ask for bedrock:ListInferenceProfiles/,
  },
]

for (const surprise of surprises)
  test(`the doctor is surprised on AWS by ${surprise.name}`, () => tellSurprise(surprise), 20_000)

/** What each check said, by its id. */
const told = async (world: DoctorWorld, ...flags: string[]) => {
  const { findings, root } = await world.doctor(...flags)
  return { root, said: new Map(findings.map((finding) => [finding.check, finding])) }
}

describe('what a project says of AWS', () => {
  test('an address, a profile and a command of a project are not used, and nobody is asked', async () => {
    await using world = await doctorWorld()
    const emulator = await onBedrock(world)
    putKeys(world, 1)
    profileFile(world, sessionSection('prod', 1))
    const ran = world.scratch.path('ran')
    for (const settings of [
      { env: { AWS_PROFILE: 'prod' } },
      { env: { ANTHROPIC_BEDROCK_BASE_URL: emulator.url.replace('127.0.0.1', 'localhost') } },
      { env: { AWS_CONFIG_FILE: '.evil' } },
      { awsCredentialExport: `touch ${ran}` },
    ]) {
      world.settings('project', settings)
      emulator.clearSeen()
      const { said } = await told(world, '--only', 'bedrock-accepts')
      expect(said.get('aws-trusted')).toMatchObject({ status: 'skip', summary: expect.stringContaining('a project') })
      expect(said.get('bedrock-accepts')?.status).toBe('skip')
      expect(emulator.seen).toEqual([])
    }
    const { out } = await world.run('whoami', '--json')
    expect(JSON.parse(out).identity).toMatchObject({ accepted: null })
    expect(emulator.seen).toEqual([])
    expect(existsSync(ran)).toBe(false)
  }, 30_000)

  test('a region of a project is asked, because every region is one of AWS', async () => {
    await using world = await doctorWorld()
    await onBedrock(world)
    putKeys(world, 1)
    delete world.env.AWS_REGION
    world.settings('project', { env: { AWS_REGION: bedrockRegion } })
    expect((await told(world)).said.get('bedrock-accepts')?.status).toBe('ok')
  }, 20_000)
})

test('Mantle is passed over in words', async () => {
  await using world = await doctorWorld()
  await onBedrock(world)
  delete world.env.CLAUDE_CODE_USE_BEDROCK
  world.env.CLAUDE_CODE_USE_MANTLE = '1'
  const { root, said } = await told(world)
  expect(root).toBeNull()
  expect(said.get('aws-trusted')).toMatchObject({ status: 'skip', summary: expect.stringContaining('MANTLE') })
  // Beside Bedrock it is no second provider.
  world.env.CLAUDE_CODE_USE_BEDROCK = '1'
  putKeys(world, 1)
  expect((await told(world)).said.get('bedrock-accepts')).toMatchObject({ status: 'ok' })
}, 20_000)

test('offline, nobody is asked', async () => {
  await using world = await doctorWorld()
  const emulator = await onBedrock(world)
  putKeys(world, 1)
  expect((await told(world, '--offline')).root).toBeNull()
  expect(emulator.seen).toEqual([])
}, 20_000)

test('a message is sent only where that was agreed to', async () => {
  await using world = await doctorWorld()
  const emulator = await onBedrock(world)
  putKeys(world, 1)
  world.env.ANTHROPIC_MODEL = model
  expect((await told(world)).said.get('bedrock-message')?.status).toBe('skip')
  expect(emulator.seen.filter(({ status, path }) => status === 200 && path.includes('/invoke'))).toEqual([])
  expect((await told(world, '--spend')).said.get('bedrock-message')).toMatchObject({ status: 'ok' })
  expect(emulator.seen.filter(({ status, path }) => status === 200 && path.includes('/invoke'))).toHaveLength(1)
}, 20_000)

test('whoami and check say whose it is, for how long and for which model', async () => {
  await using world = await doctorWorld()
  await onBedrock(world)
  const Expiration = new Date(Date.now() + hourMs).toISOString()
  world.settings('user', { awsCredentialExport: exportedSession(1, { Expiration }) })
  const { out } = await world.run('whoami')
  expect(out).toContain('account       123456789012')
  expect(out).toContain('identity      arn:aws:sts::123456789012:assumed-role/dev/build')
  expect(out).toContain(`region        ${bedrockRegion}`)
  expect(out).toMatch(/accepted +yes \(sts:GetCallerIdentity: 200, GET \/inference-profiles: 200/)
  expect(out).toMatch(/life +\d+ min.* left/)
  expect(out).toMatch(/models +4: us\.anthropic/)
  const checks = await Promise.all([
    world.run('check', '--min-life', '30m', '--model', model),
    world.run('check', '--min-life', '2h'),
    world.run('check', '--model', 'us.anthropic.nothing'),
  ])
  expect(checks.map(({ code }) => code)).toEqual([0, 1, 1])
  expect(checks[0]?.out).toContain('bedrock takes the credential')
}, 30_000)

test('the Claude Platform on AWS is asked with a signature of its own service', async () => {
  await using world = await doctorWorld()
  await onBedrock(world)
  putKeys(world, 1)
  using aws = openScriptedAws({ status: 200, body: '{"data":[{"id":"claude-sonnet-5"}]}' })
  delete world.env.CLAUDE_CODE_USE_BEDROCK
  Object.assign(world.env, {
    CLAUDE_CODE_USE_ANTHROPIC_AWS: '1',
    ANTHROPIC_AWS_WORKSPACE_ID: 'wrkspc_fake',
    ANTHROPIC_AWS_BASE_URL: aws.url,
  })
  expect((await told(world)).said.get('anthropic-aws-accepts')).toMatchObject({ status: 'ok' })
  const [asked] = aws.seen
  expect(asked?.headers['anthropic-workspace-id']).toBe('wrkspc_fake')
  expect(asked?.problem(awsKeys(1), { service: 'aws-external-anthropic', region: bedrockRegion })).toBeNull()
  expect(JSON.parse((await world.run('whoami', '--json')).out).identity).toMatchObject({
    accepted: true,
    workspace: 'wrkspc_fake',
    models: ['claude-sonnet-5'],
    aws: { account: '123456789012' },
  })
}, 20_000)

test('nothing that opens anything is shown or written, whoever repeats it', async () => {
  await using world = await doctorWorld()
  const emulator = await onBedrock(world)
  const [secretAccessKey, sessionToken, bearer] = [
    makeCanary('secret'),
    makeCanary('token'),
    `ABSK${makeCanary('key')}`,
  ]
  const echo = {
    kind: 'response',
    status: 403,
    body: JSON.stringify({ message: `${secretAccessKey} ${sessionToken} ${bearer}` }),
  } as const
  emulator.accept('ASIACANARY0000000001', { aws: { secretAccessKey, sessionToken } })
  const said: string[] = []
  const all = async () => {
    for (const command of [['doctor', '--verbose'], ['doctor', '--json'], ['whoami'], ['check']] as const) {
      const { out, err } = await world.run(...command)
      said.push(out, err)
    }
  }
  Object.assign(world.env, {
    AWS_ACCESS_KEY_ID: 'ASIACANARY0000000001',
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  })
  await all()
  emulator.script(echo, Number.POSITIVE_INFINITY, () => true)
  await all()
  world.env.AWS_BEARER_TOKEN_BEDROCK = bearer
  await all()
  const places = new Map<string, Uint8Array | string>(said.map((text, n) => [`output ${n}`, text]))
  expect(leaksIn(filesUnder(world.scratch.root, places), { secretAccessKey, sessionToken, bearer })).toEqual([])
}, 60_000)

for (const [where, by] of process.platform === 'linux'
  ? ([
      ['behind', '-20m'],
      ['ahead', '+20m'],
    ] as const)
  : [])
  needs('faketime')(`a clock that is 20 minutes ${where} is named by what AWS says`, () =>
    tell({
      name: where,
      set: async (world) => {
        await onBedrock(world)
        putKeys(world, 1)
        Object.assign(world.env, { LD_PRELOAD: '/usr/$LIB/faketime/libfaketime.so.1', FAKETIME: by })
      },
      root: 'aws-identity',
      cause: 'clock-skew',
      fix: /timedatectl/,
      cure: ({ env }) => {
        delete env.FAKETIME
        delete env.LD_PRELOAD
      },
    }),
  )

needsPython()(
  'moto, which is not ours, says whose the keys are',
  async () => {
    await using world = await doctorWorld()
    await using moto = await startMoto()
    await onBedrock(world)
    world.env.AWS_ENDPOINT_URL_STS = moto.url
    putKeys(world, 1)
    const { root, said } = await told(world)
    expect(root).toBeNull()
    expect(said.get('aws-identity')).toMatchObject({
      status: 'ok',
      summary: expect.stringMatching(/account \d{12}, arn:aws:/),
    })
    expect(moto.log()).toMatch(/"POST \/ HTTP\/1\.1" 200/)
  },
  60_000,
)

/** The doctor has the real client cured: what it complained of is what kept that client from its answer. */
const cured = [...awsIdentities.slice(0, 2), ...awsSessions.slice(6, 7), ...bedrockKeys.slice(0, 1)]

describe.skipIf(missing('claude-2.1.329'))('the real Claude Code on Bedrock answers after the cure', () => {
  for (const scenario of cured)
    test(scenario.name, async () => {
      await using world = await doctorWorld()
      await scenario.set(world)
      world.env.ANTHROPIC_BEDROCK_BASE_URL = world.env.AWS_ENDPOINT_URL ?? ''
      const { root, findings } = await world.doctor()
      if (scenario.cure === undefined) await follow(findings.find(({ check }) => check === root)?.fix ?? '', world)
      else await scenario.cure(world)
      expect((await world.doctor()).root).toBeNull()
      expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
    }, 30_000)
})
