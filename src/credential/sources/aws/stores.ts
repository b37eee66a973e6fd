import type { AwsCredentials } from './obtain.ts'
import type { AwsOptions } from './options.ts'
import { proxiedHandler } from './proxied.ts'

/** A text that AWS keeps, with the version that it is. */
export interface Kept {
  readonly text: string
}

/** The region inside an ARN; `undefined` for a name. */
const regionIn = (id: string): string | undefined => (id.startsWith('arn:') ? id.split(':')[3] || undefined : undefined)

/** The region of the store that is asked; `undefined` where nobody has said it. */
export const storeRegion = ({ secret, parameter }: AwsOptions, region: string | undefined): string | undefined =>
  regionIn(secret ?? parameter ?? '') ?? region

/** How the thing is called that is read. */
export const storeName = ({ secret, parameter }: AwsOptions): string =>
  secret === undefined ? `the parameter ${parameter} of Parameter Store` : `the secret ${secret} of Secrets Manager`

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Reads the secret or parameter that the options name. Rejects with the error of the SDK. */
export async function readStore(options: AwsOptions, region: string, credentials: AwsCredentials): Promise<Kept> {
  const { secret, parameter, version } = options
  const config = { region, credentials: { ...credentials }, maxAttempts: 3, requestHandler: proxiedHandler }
  if (secret !== undefined) {
    const { SecretsManagerClient, GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager')
    const client = new SecretsManagerClient(config)
    const which = version === undefined ? {} : uuid.test(version) ? { VersionId: version } : { VersionStage: version }
    const { SecretString, SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: secret, ...which }))
    return { text: SecretString ?? new TextDecoder().decode(SecretBinary) }
  }
  const { SSMClient, GetParameterCommand } = await import('@aws-sdk/client-ssm')
  const client = new SSMClient(config)
  const Name = version === undefined ? parameter : `${parameter}:${version}`
  const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }))
  return { text: Parameter?.Value ?? '' }
}
