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
  /** Everything that goes to stdout. Throws `usage` for a key that this format cannot say. */
  print(given: Given): string
}

const line = (value: object): string => `${JSON.stringify(value)}\n`

/** The headers of a request; header names as people write them. */
function headersOf({ key, header }: Given): Record<string, string> {
  if (header === 'authorization') return { Authorization: `Bearer ${key}` }
  if (header === 'both') return { Authorization: `Bearer ${key}`, 'x-api-key': key }
  return { [header]: key }
}

const bearer: KeyFormat = {
  name: 'bearer',
  brief: 'the key alone, for apiKeyHelper and for $(…)',
  print: ({ key }) => `${key}\n`,
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
  print: ({ key, profile, expiresAtMs }) =>
    line({ version: 1, profile, key, expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString() }),
}

const headers: KeyFormat = {
  name: 'headers',
  brief: 'the headers of a request as a JSON object, for headersHelper',
  print: (given) => line(headersOf(given)),
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
const credentialProcess: KeyFormat = {
  name: 'credential-process',
  brief: 'for credential_process of ~/.aws/config; the key must be AWS credentials as JSON',
  print({ key, profile, expiresAtMs }) {
    const given = objectIn(key)
    const { AccessKeyId, SecretAccessKey, SessionToken } = given
    if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') {
      throw new WarmkeyError(
        'usage',
        `The profile "${profile}" has a key of one word, and credential_process wants AWS credentials, which are three.`,
        {
          remedy:
            'Use it where a source gives {"AccessKeyId": …, "SecretAccessKey": …}, or print this key with --format json.',
          transient: false,
        },
      )
    }
    return line({
      Version: 1,
      AccessKeyId,
      SecretAccessKey,
      ...(typeof SessionToken === 'string' ? { SessionToken } : {}),
      ...(expiresAtMs === null ? {} : { Expiration: new Date(expiresAtMs).toISOString() }),
    })
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
export const formats: readonly [KeyFormat, ...KeyFormat[]] = [bearer, header, json, headers, credentialProcess]
