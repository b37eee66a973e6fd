import { WarmkeyError } from '../../errors.ts'

/** A key as it was handed out, by the daemon or without it. */
export interface Given {
  readonly key: string
  readonly profile: string
  readonly expiresAtMs: number | null
  /** Where the upstream wants it: `authorization`, `x-api-key`, `both`, or the name of a header. */
  readonly header: string
}

/** One way to print a key. */
export interface KeyFormat {
  readonly name: string
  /** One sentence for help. */
  readonly brief: string
  /**
   * How long whoever reads this format uses the key before it asks again, milliseconds; default the TTL of the client.
   */
  readonly ttlMs?: number
  /** Everything that goes to stdout. Throws `usage` for a key that this format cannot say. */
  print(given: Given): string
}

const line = (value: object): string => `${JSON.stringify(value)}\n`

/**
 * botocore waits for another credential where one has less than this left, the SDK for JavaScript and Claude Code where it
 * has half. https://github.com/boto/botocore/blob/develop/botocore/credentials.py (`_mandatory_refresh_timeout`)
 */
const awsTtlMs = 600_000

/** The key where it is one word. Throws `usage` for AWS credentials, which no header holds. */
function oneKey({ key, profile }: Given): string {
  if (awsFields(key) === null) return key
  throw new WarmkeyError(
    'usage',
    `The profile "${profile}" gives AWS credentials, which sign requests and are not one key to print.`,
    {
      remedy: 'Print them with --format credential-process, or send requests through the gateway, which signs them.',
      transient: false,
    },
  )
}

/** The headers of a request; header names as people write them. */
function headersOf(given: Given): Record<string, string> {
  const { header } = given
  const key = oneKey(given)
  if (header === 'authorization') return { Authorization: `Bearer ${key}` }
  if (header === 'both') return { Authorization: `Bearer ${key}`, 'x-api-key': key }
  return { [header]: key }
}

const bearer: KeyFormat = {
  name: 'bearer',
  brief: 'the key alone, for apiKeyHelper and for $(…)',
  print: (given) => `${oneKey(given)}\n`,
}

const header: KeyFormat = {
  name: 'header',
  brief: 'one line for curl -H',
  print(given) {
    const [[name, value] = ['', '']] = Object.entries(headersOf(given))
    return `${name}: ${value}\n`
  },
}

const json: KeyFormat = {
  name: 'json',
  brief: 'key, profile and end of life as a JSON object; it only grows',
  print: (given) => {
    const { profile, expiresAtMs } = given
    const key = oneKey(given)
    return line({
      version: 1,
      profile,
      key,
      expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
    })
  },
}

const headers: KeyFormat = {
  name: 'headers',
  brief: 'the headers of a request as a JSON object, for headersHelper',
  print: (given) => line(headersOf(given)),
}

interface AwsFields {
  readonly AccessKeyId: string
  readonly SecretAccessKey: string
  readonly SessionToken?: string
}

/** The parts of AWS credentials; `null` where the key is none. */
function awsFields(key: string): AwsFields | null {
  if (!key.startsWith('{')) return null
  const { AccessKeyId, SecretAccessKey, SessionToken } = objectIn(key)
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') return null
  return { AccessKeyId, SecretAccessKey, ...(typeof SessionToken === 'string' ? { SessionToken } : {}) }
}

/** The parts with the end of their life. Throws `usage` for a key of another kind. */
function awsParts({ key, profile, expiresAtMs }: Given, who: string): AwsFields & { readonly Expiration?: string } {
  const fields = awsFields(key)
  if (fields !== null)
    return { ...fields, ...(expiresAtMs === null ? {} : { Expiration: new Date(expiresAtMs).toISOString() }) }
  throw new WarmkeyError(
    'usage',
    `The profile "${profile}" has a key of one word, and ${who} wants AWS credentials, which are three.`,
    {
      remedy: 'Use it where a source gives AWS credentials (the source "aws"), or print this key with --format json.',
      transient: false,
    },
  )
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
const credentialProcess: KeyFormat = {
  name: 'credential-process',
  brief: 'AWS credentials for credential_process of ~/.aws/config',
  ttlMs: awsTtlMs,
  print: (given) => line({ Version: 1, ...awsParts(given, 'credential_process') }),
}

/**
 * https://code.claude.com/docs/en/amazon-bedrock: since 2.1.181 it takes `credential-process` as well. Measured: in either
 * form 2.1.197 and 2.1.329 take no keys without a session token.
 */
const awsCredentialExport: KeyFormat = {
  name: 'aws-credential-export',
  brief: 'AWS credentials for awsCredentialExport of Claude Code',
  ttlMs: awsTtlMs,
  print(given) {
    const parts = awsParts(given, 'awsCredentialExport')
    if (parts.SessionToken !== undefined) return line({ Credentials: parts })
    throw new WarmkeyError(
      'usage',
      `The profile "${given.profile}" gives lasting keys of AWS, and awsCredentialExport of Claude Code takes only those of a session.`,
      {
        remedy: 'Let the source assume a role with "roleArn", or use `warmkey run`, which signs with any keys.',
        transient: false,
      },
    )
  },
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** Every format, in the order of help; the first is the default. */
export const formats: readonly [KeyFormat, ...KeyFormat[]] = [
  bearer,
  header,
  json,
  headers,
  credentialProcess,
  awsCredentialExport,
]
