import type { Clock } from '../../../clock.ts'
import { durationMs } from '../../../duration.ts'
import type { AwsLink, AwsRequest } from './answer.ts'
import type { Chosen } from './chain.ts'
import { regionOf } from './chain.ts'
import { type MfaSession, mfaRoleAssumer } from './mfa-role.ts'
import { proxiedHandler } from './proxied.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Credentials as the SDK gives them. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiration?: Date
  /** Where the SDK has put a later time over the true one. */
  readonly originalExpiration?: Date
}

export interface ObtainDeps {
  readonly env: Env
  readonly clock: Clock
  /** Told of a session that a code has opened. */
  readonly opened: (session: MfaSession) => void
}

/**
 * Asks the chosen link through the SDK, and assumes the role of the options with what it gives. The SDK reads the
 * environment of the process and keeps what it has read: this is only right in a process of its own.
 */
export async function obtainCredentials(
  { options, mfaCode, mfaSession }: AwsRequest,
  chosen: Chosen,
  { env, clock, opened }: ObtainDeps,
): Promise<{ readonly credentials: AwsCredentials; readonly link: AwsLink }> {
  const sdk = await import('@aws-sdk/credential-providers')
  const region = regionOf(options, env, chosen.section)
  const suffix = region?.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const roleAssumer = mfaRoleAssumer({
    session: mfaSession,
    code: mfaCode,
    region,
    endpoint: env.AWS_ENDPOINT_URL_STS || env.AWS_ENDPOINT_URL || `https://sts.${region ?? 'us-east-1'}.${suffix}`,
    nowMs: () => clock.nowMs(),
    opened,
  })
  // The code itself is the business of whoever assumes the role.
  const withMfa = chosen.wantsMfa ? { roleAssumer, mfaCodeProvider: async () => '' } : {}
  const profile = chosen.profile ?? undefined
  // As the client's region it would also be taken for that of SSO, which has one of its own.
  const parentClientConfig = { parentClientConfig: { requestHandler: proxiedHandler, ...defined(region) } }
  const clientConfig = { clientConfig: { requestHandler: proxiedHandler, ...defined(region) } }
  const handler = { clientConfig: { requestHandler: proxiedHandler } }
  const ask = (): Promise<AwsCredentials> => {
    switch (chosen.link) {
      case 'environment':
        return sdk.fromEnv()()
      case 'container':
        return sdk.fromHttp({ timeout: metadataTimeoutMs })()
      case 'instance':
        return sdk.fromInstanceMetadata({ timeout: metadataTimeoutMs, maxRetries: 1 })()
      case 'web identity':
        if (profile === undefined) return sdk.fromTokenFile(clientConfig)()
        break
      default:
    }
    return sdk.fromIni({
      ...(profile === undefined ? {} : { profile }),
      ...handler,
      ...parentClientConfig,
      ...withMfa,
    })()
  }
  const credentials = await ask()
  if (options.roleArn === undefined) return { credentials, link: chosen.link }
  const lifeMs = durationMs(options.duration) ?? 3_600_000
  const assumed = await sdk.fromTemporaryCredentials({
    masterCredentials: credentials,
    params: {
      RoleArn: options.roleArn,
      RoleSessionName: options.sessionName ?? 'warmkey',
      DurationSeconds: Math.floor(lifeMs / 1_000),
      ...(options.externalId === undefined ? {} : { ExternalId: options.externalId }),
    },
    ...clientConfig,
  })()
  return { credentials: assumed, link: 'role' }
}

const defined = (region: string | undefined) => (region === undefined ? {} : { region })

/** Of one request to a container's or instance's own address, milliseconds; nothing answers where there is none. */
const metadataTimeoutMs = 1_000

/** The end of their life by the word of who made them, milliseconds since the epoch; `null` for never. */
export function endOf({ expiration, originalExpiration }: AwsCredentials): number | null {
  const end = (originalExpiration ?? expiration)?.getTime()
  return end === undefined || Number.isNaN(end) ? null : end
}

/**
 * In the form of a credential process, without the end: the same credentials are the same text, whatever is said of their
 * life, which goes beside it.
 */
export const processForm = ({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentials): string =>
  JSON.stringify({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    ...(sessionToken ? { SessionToken: sessionToken } : {}),
  })

/** Whether they are over. */
export const isOver = (credentials: AwsCredentials, clock: Clock): boolean => {
  const end = endOf(credentials)
  return end !== null && end <= clock.nowMs()
}
