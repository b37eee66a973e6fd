/** Claude Code on AWS: whose credentials, and which session. */
import { startAwsDouble } from '../../kit/aws-double.ts'
import {
  exportedSession as exported,
  hourMs,
  onBedrock,
  putKeys,
  sessionSection,
  ssoProfile,
  ssoToken,
} from '../../kit/aws-world.ts'
import { awsKeys } from '../../kit/bedrock-home.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'

const profileFile = (world: DoctorWorld, text: string) => void world.scratch.write('home/.aws/credentials', text)
/** The portal of SSO that gives session 1 for its token. */
async function portal(world: DoctorWorld): Promise<void> {
  const double = startAwsDouble()
  world.keep(async () => double[Symbol.asyncDispose]())
  const { accessKeyId, secretAccessKey, sessionToken } = awsKeys(1)
  const expiration = Date.now() + hourMs
  double.on('portal', {
    status: 200,
    body: { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } },
  })
  world.env.AWS_ENDPOINT_URL_SSO = double.url
  world.env.AWS_ENDPOINT_URL_SSO_OIDC = double.url
}

export const awsIdentities: readonly Scenario[] = [
  {
    name: 'a session in the environment that has ended, and a profile that lives',
    set: async (world) => {
      await onBedrock(world)
      putKeys(world, 2)
      profileFile(world, sessionSection('dev', 1))
    },
    root: 'aws-identity',
    cause: 'expired',
    number: 2,
    fix: /^Type: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; export AWS_PROFILE=dev$/,
  },
  {
    name: 'a key that AWS does not know',
    set: async (world) => {
      await onBedrock(world)
      world.env.AWS_PROFILE = 'dev'
      world.does.set('aws configure --profile dev', () => profileFile(world, sessionSection('dev', 1)))
      profileFile(world, sessionSection('dev', 7))
    },
    root: 'aws-identity',
    cause: 'invalid-credential',
    number: 3,
    fix: /^Type: aws configure --profile dev$/,
  },
  {
    name: 'a secret that is not that of its key',
    set: async (world) => {
      await onBedrock(world)
      world.env.AWS_PROFILE = 'dev'
      world.does.set('aws configure --profile dev', () => profileFile(world, sessionSection('dev', 1)))
      profileFile(world, sessionSection('dev', 1).replace('secret+1', 'secret+9'))
    },
    root: 'aws-identity',
    cause: 'invalid-credential',
    number: 3,
    fix: /^Type: aws configure --profile dev$/,
  },
  {
    name: 'the key of a session without its token',
    set: async (world) => {
      await onBedrock(world)
      putKeys(world, 1)
      delete world.env.AWS_SESSION_TOKEN
      world.knows.set('your session token', awsKeys(1).sessionToken)
    },
    root: 'aws-sources',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: export AWS_SESSION_TOKEN=<your session token>$/,
  },
  {
    name: 'a lasting key beside the token of an old session',
    set: async (world) => {
      const emulator = await onBedrock(world)
      emulator.accept('AKIAFAKEFAKEFAKE0001', { aws: { secretAccessKey: 'fake-lasting-secret' } })
      const keys = { AWS_ACCESS_KEY_ID: 'AKIAFAKEFAKEFAKE0001', AWS_SECRET_ACCESS_KEY: 'fake-lasting-secret' }
      Object.assign(world.env, keys, { AWS_SESSION_TOKEN: 'left-over' })
    },
    root: 'aws-sources',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: unset AWS_SESSION_TOKEN$/,
  },
  {
    name: 'AWS_PROFILE that names none of the profiles',
    set: async (world) => {
      await onBedrock(world)
      profileFile(world, sessionSection('dev', 1))
      world.env.AWS_PROFILE = 'Dev'
    },
    root: 'aws-credentials',
    cause: 'missing-credential',
    number: 5,
    fix: /^Type: export AWS_PROFILE=dev$/,
  },
]

export const awsSessions: readonly Scenario[] = [
  {
    name: 'an SSO session that is over',
    set: async (world) => {
      await onBedrock(world)
      await portal(world)
      world.does.set('aws sso login --profile corp', () => ssoToken(world, Date.now() + hourMs))
      world.does.set('aws configure sso --profile corp', () => world.scratch.write('home/.aws/config', ssoProfile))
      world.env.AWS_PROFILE = 'corp'
      world.scratch.write('home/.aws/config', ssoProfile)
      ssoToken(world, Date.now() - hourMs)
    },
    root: 'aws-sso-session',
    cause: 'expired',
    number: 2,
    fix: /^Type: aws sso login --profile corp$/,
  },
  {
    name: 'an SSO session that nobody has signed in to',
    set: async (world) => {
      await onBedrock(world)
      await portal(world)
      world.does.set('aws sso login --profile corp', () => ssoToken(world, Date.now() + hourMs))
      world.does.set('aws configure sso --profile corp', () => world.scratch.write('home/.aws/config', ssoProfile))
      world.env.AWS_PROFILE = 'corp'
      world.scratch.write('home/.aws/config', ssoProfile)
    },
    root: 'aws-sso-session',
    cause: 'missing-credential',
    number: 2,
    fix: /^Type: aws sso login --profile corp$/,
  },
  {
    name: 'a profile of an SSO session that is not set up',
    set: async (world) => {
      await onBedrock(world)
      await portal(world)
      world.does.set('aws sso login --profile corp', () => ssoToken(world, Date.now() + hourMs))
      world.does.set('aws configure sso --profile corp', () => world.scratch.write('home/.aws/config', ssoProfile))
      world.env.AWS_PROFILE = 'corp'
      world.scratch.write('home/.aws/config', ssoProfile.replace('[sso-session corp]', '[sso-session crop]'))
      ssoToken(world, Date.now() + hourMs)
    },
    root: 'aws-sso-session',
    cause: 'config-file',
    number: 5,
    fix: /^Type: aws configure sso --profile corp$/,
  },
  {
    name: 'an SSO session that AWS has ended before its time',
    set: async (world) => {
      await onBedrock(world)
      world.does.set('aws sso login --profile corp', () => portal(world))
      const double = startAwsDouble()
      world.keep(async () => double[Symbol.asyncDispose]())
      double.wanted.accessToken = 'another'
      world.env.AWS_ENDPOINT_URL_SSO = double.url
      world.env.AWS_PROFILE = 'corp'
      world.scratch.write('home/.aws/config', ssoProfile)
      ssoToken(world, Date.now() + hourMs)
    },
    root: 'aws-credentials',
    cause: 'expired',
    number: 5,
    fix: /^Type: aws sso login --profile corp$/,
  },
  {
    name: 'awsCredentialExport that prints lasting keys',
    set: async (world) => {
      await onBedrock(world)
      world.settings('user', { awsCredentialExport: exported(1, { SessionToken: undefined }) })
    },
    root: 'aws-export',
    cause: 'helper-failure',
    number: 5,
    fix: /^Set awsCredentialExport in \S+settings\.json to aws sts get-session-token/,
    incurable: 'the command that is named belongs to a program of AWS that is not here',
    cure: (world) => void world.settings('user', { awsCredentialExport: exported(1) }),
  },
  {
    name: 'awsCredentialExport that fails, and nothing behind it',
    set: async (world) => {
      await onBedrock(world)
      world.settings('user', { awsCredentialExport: 'echo no ticket >&2; exit 3' })
    },
    root: 'aws-export',
    cause: 'helper-failure',
    number: 5,
    fix: /in a terminal/,
    incurable: 'why it fails is known to that command alone',
    cure: (world) => void world.settings('user', { awsCredentialExport: exported(1) }),
  },
  {
    name: 'awsCredentialExport that prints a session of yesterday',
    set: async (world) => {
      await onBedrock(world)
      const awsCredentialExport = exported(2, { Expiration: new Date(Date.now() - hourMs).toISOString() })
      world.settings('user', { awsCredentialExport, awsAuthRefresh: 'corp-login' })
      world.does.set('corp-login', () => world.settings('user', { awsCredentialExport: exported(1) }))
    },
    root: 'aws-export',
    cause: 'expired',
    number: 2,
    fix: /^Type: corp-login$/,
  },
]
