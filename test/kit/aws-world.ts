/** A person whose Claude Code speaks to AWS: Bedrock and STS as the emulator has them, and a shell that names them. */

import { createHash } from 'node:crypto'
import type { BedrockOptions } from '../../emulator/bedrock/api.ts'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { awsKeys } from './bedrock-home.ts'
import type { DoctorWorld } from './doctor-world.ts'

export const bedrockRegion = 'us-west-2'

/** The variables that hold the n-th session. */
export const sessionEnv = (n: number): Record<string, string> => {
  const { accessKeyId, secretAccessKey, sessionToken } = awsKeys(n)
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken }
}

/** The n-th session as a section of `~/.aws/credentials`. */
export const sessionSection = (profile: string, n: number): string =>
  `[${profile}]\n${Object.entries(sessionEnv(n))
    .map(([name, value]) => `${name.toLowerCase()} = ${value}\n`)
    .join('')}`

export const hourMs = 3_600_000

/** A command that prints the n-th session in the form of `aws sts`, with these fields beside it or in its place. */
export function exportedSession(n: number, more: object = {}): string {
  const { accessKeyId, secretAccessKey, sessionToken } = awsKeys(n)
  const whole = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken }
  return `echo '${JSON.stringify({ Credentials: { ...whole, ...more } })}'`
}

/** Starts AWS for this world: session 1 is alive, session 2 has ended, and nobody is asked anywhere else. */
export async function onBedrock(world: DoctorWorld, options: BedrockOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ bedrock: { region: bedrockRegion, ...options } })
  world.keep(() => emulator.close())
  for (const n of [1, 2]) {
    const { accessKeyId, ...aws } = awsKeys(n)
    emulator.accept(accessKeyId, { aws })
    if (n === 2) emulator.expire(accessKeyId)
  }
  for (const name of ['ANTHROPIC_BASE_URL', 'ANTHROPIC_AUTH_TOKEN']) delete world.env[name]
  Object.assign(world.env, {
    CLAUDE_CODE_USE_BEDROCK: '1',
    AWS_REGION: bedrockRegion,
    AWS_ENDPOINT_URL: emulator.url,
    AWS_EC2_METADATA_DISABLED: 'true',
  })
  return emulator
}

export const putKeys = ({ env }: DoctorWorld, n: number): void => void Object.assign(env, sessionEnv(n))

/** A profile of SSO in `~/.aws/config`. */
export const ssoProfile = `[profile corp]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = dev
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = ${bedrockRegion}
`

/** What `aws sso login` leaves. */
export function ssoToken({ scratch }: DoctorWorld, endsAtMs: number, session = 'corp'): void {
  const name = createHash('sha1').update(session).digest('hex')
  scratch.write(
    `home/.aws/sso/cache/${name}.json`,
    JSON.stringify({
      accessToken: 'canary-access-1',
      expiresAt: new Date(endsAtMs).toISOString(),
      region: bedrockRegion,
    }),
  )
}

/** A short-term key of Bedrock: a request that was signed in advance. */
export function shortTermKey(region: string, madeAtMs: number, lifeSeconds = 43_200): string {
  const at = new Date(madeAtMs).toISOString().replace(/[:-]|\.\d{3}/g, '')
  const scope = `ASIAFAKEFAKEFAKE0001/${at.slice(0, 8)}/${region}/bedrock/aws4_request`
  const signed = `bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential=${encodeURIComponent(scope)}&X-Amz-Date=${at}&X-Amz-Expires=${lifeSeconds}&Version=1`
  return `bedrock-api-key-${Buffer.from(signed).toString('base64')}`
}
