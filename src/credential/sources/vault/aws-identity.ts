import { SignatureV4 } from '@smithy/signature-v4'
import { WarmkeyError } from '../../../errors.ts'
import { Sha256 } from '../../../sha256.ts'
import { readSecretText } from '../../secret-ref.ts'
import { aws } from '../aws.ts'
import type { SourceDeps } from '../source.ts'
import type { AuthOptions } from './options.ts'

type AwsAuth = Extract<AuthOptions, { method: 'aws' }>

interface AwsKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

const question = 'Action=GetCallerIdentity&Version=2011-06-15'

/**
 * A signed question "who am I" to STS, which Vault asks in our name to learn who we are; no AWS key leaves.
 * https://developer.hashicorp.com/vault/docs/auth/aws#iam-auth-method
 */
export async function signedIdentity(
  auth: AwsAuth,
  deps: SourceDeps,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const credentials = await awsKeys(auth, deps, signal)
  const region = auth.region ?? 'us-east-1'
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const hostname = auth.region === undefined ? 'sts.amazonaws.com' : `sts.${region}.${suffix}`
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: Sha256, uriEscapePath: true })
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: 'https:',
      hostname,
      path: '/',
      headers: {
        host: hostname,
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'content-length': String(question.length),
        ...(auth.serverId === undefined ? {} : { 'x-vault-aws-iam-server-id': auth.serverId }),
      },
      body: question,
    } as Parameters<typeof signer.sign>[0],
    { signingDate: new Date(deps.clock.nowMs()) },
  )
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  return {
    iam_http_request_method: 'POST',
    iam_request_url: base64(`https://${hostname}/`),
    iam_request_body: base64(question),
    iam_request_headers: base64(JSON.stringify((signed as { headers: Record<string, string> }).headers)),
  }
}

/** The keys of the environment at once; everything else as the source `aws` finds it: files, SSO, roles, containers. */
async function awsKeys({ credentials, profile }: AwsAuth, deps: SourceDeps, signal: AbortSignal): Promise<AwsKeys> {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: session, AWS_PROFILE } = deps.env
  if (credentials === undefined && profile === undefined && !AWS_PROFILE && id && secret)
    return { accessKeyId: id, secretAccessKey: secret, ...(session ? { sessionToken: session } : {}) }
  const text =
    credentials === undefined
      ? (
          await aws.create({ type: 'aws', ...(profile === undefined ? {} : { profile }) }, deps).obtain(signal)
        ).secret.open()
      : await readSecretText(credentials, deps, signal)
  try {
    const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(text) as Record<string, unknown>
    if (typeof AccessKeyId === 'string' && typeof SecretAccessKey === 'string') {
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        ...(typeof SessionToken === 'string' ? { sessionToken: SessionToken } : {}),
      }
    }
  } catch {
    // Told below; the parser's own message may quote the text.
  }
  throw new WarmkeyError(
    'source-malformed',
    'What should give AWS credentials for the login to Vault gives no JSON with them.',
    {
      remedy:
        'Give AccessKeyId and SecretAccessKey, as `aws configure export-credentials --format process` prints them.',
    },
  )
}
