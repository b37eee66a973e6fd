import { WarmkeyError } from '../errors.ts'
import type { CredentialKind } from './credential.ts'
import { lastLine, shorten, withoutSecrets } from './foreign-text.ts'
import { follow, parsePointer } from './json-pointer.ts'
import type { LifeHints } from './sources/source.ts'

/** A key found in JSON, unchecked, with what the JSON says of its life. */
export interface FoundKey {
  readonly key: string
  readonly life: LifeHints
  readonly kind: CredentialKind
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const filled = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Names under which programs tell an absolute end: RFC 3339 text, or seconds or milliseconds since the epoch. */
const endNames = [
  'expires_at', 'expiresAt', 'expiry', 'expires_on', 'expirationTimestamp', 'expiration', 'Expiration', 'expireTime', 'token_expiry', 'expiresOn',
] // biome-ignore format: a list

/** Names under which they tell a life in seconds. */
const lifeNames = ['expires_in', 'expiresIn', 'lease_duration']

/** An absolute end in milliseconds; numbers beyond the year 5138 in seconds are milliseconds. */
function endMs(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value
  if (typeof number === 'number') return number > 0 ? (number < 1e11 ? number * 1_000 : number) : null
  if (typeof value !== 'string') return null
  const parsed = Date.parse(value)
  return Number.isNaN(parsed) ? null : parsed
}

/** What these objects say of the life; of several hints of one kind the smallest. A zero means "none given". */
export function lifeIn(...objects: unknown[]): LifeHints {
  let expiresAtMs = Number.POSITIVE_INFINITY
  let expiresInMs = Number.POSITIVE_INFINITY
  for (const object of objects) {
    if (!isFields(object)) continue
    for (const name of endNames) expiresAtMs = Math.min(expiresAtMs, endMs(object[name]) ?? Number.POSITIVE_INFINITY)
    for (const name of lifeNames) {
      const seconds = Number(object[name] ?? 0)
      if (Number.isFinite(seconds) && seconds !== 0) expiresInMs = Math.min(expiresInMs, seconds * 1_000)
    }
  }
  return {
    ...(Number.isFinite(expiresAtMs) ? { expiresAtMs } : {}),
    ...(Number.isFinite(expiresInMs) ? { expiresInMs } : {}),
  }
}

function malformed(message: string, remedy: string): WarmkeyError {
  return new WarmkeyError('source-malformed', message, { remedy })
}

/** Names of fields, for a message: they are the shape, not the value; only what looks like a name is shown. */
function namesOf(fields: Fields): string {
  const names = Object.keys(fields).filter((name) => /^[A-Za-z][\w.-]{0,39}$/.test(name))
  return names.length === 0 ? 'no field with a name' : `the fields ${names.slice(0, 8).join(', ')}`
}

/** OAuth errors after which only a person can go on. https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const personErrors = new Set(['invalid_grant', 'interaction_required', 'login_required', 'consent_required'])

/** What a server says of a failure, fit for a message: one line, no secret. */
const inWords = (text: unknown): string => {
  const [line = ''] = typeof text === 'string' ? text.split(/[\r\n]/) : []
  return shorten(lastLine(withoutSecrets(line)), 160)
}

/**
 * An answer that is an error and came with exit code 0 all the same, as with `curl` without `-f`: OAuth's `error` and
 * `error_description`, the `errors` of Vault, and the `error.message` of many others. `null` when it is none.
 */
function errorIn(root: Fields, what: string): WarmkeyError | null {
  const [first] = Array.isArray(root.errors) ? root.errors : []
  const said = inWords(first ?? follow(root, ['error', 'message']) ?? root.error_description ?? '')
  const code = filled(root.error) ? inWords(root.error) : ''
  if (code === '' && said === '') return null
  const shown = [code, said].filter((part) => part !== '').join(': ')
  return personErrors.has(code)
    ? new WarmkeyError('source-needs-person', `${what} is an error, not a key: "${shown}".`, {
        remedy: 'The login behind it is over: log in again where the key comes from.',
      })
    : new WarmkeyError('source-failed', `${what} is an error, not a key: "${shown}".`, {
        remedy: 'Mend it where the key comes from.',
      })
}

const bearerIf = (type: unknown): CredentialKind =>
  typeof type === 'string' && type.toLowerCase() === 'bearer' ? 'bearer' : 'any'

/** The field that the user named: a JSON Pointer into the whole, or a name in Vault's data or at the top. */
function namedKey(root: Fields, field: string, what: string): FoundKey {
  const places: [unknown, readonly string[]][] = field.startsWith('/')
    ? [[root, parsePointer(field) ?? []]]
    : [
        [follow(root, ['data', 'data']), [field]],
        [follow(root, ['data']), [field]],
        [follow(root, ['auth']), [field]],
        [root, [field]],
      ]
  for (const [object, parts] of places) {
    const key = follow(object, parts)
    if (typeof key === 'string') {
      return { key, life: lifeIn(root, root.auth, follow(object, parts.slice(0, -1))), kind: 'any' }
    }
    if (key !== undefined)
      throw malformed(
        `The field "${field}" of ${lower(what)} is not text.`,
        'Name the field that holds the key itself.',
      )
  }
  const missing = `${what} has no field "${field}"; it has ${namesOf(root)}.`
  throw errorIn(root, what) ?? malformed(missing, 'Correct "field" in the configuration.')
}

const lower = (what: string) => what.charAt(0).toLowerCase() + what.slice(1)

/**
 * The key in the JSON of a token program: a Kubernetes `ExecCredential`
 * (https://kubernetes.io/docs/reference/config-api/client-authentication.v1/), an OAuth token response
 * (https://www.rfc-editor.org/rfc/rfc6749#section-5.1, and what `az` and `gcloud` make of it), or a secret of Vault
 * (https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2), or AWS credentials as `credential_process` and
 * `aws sts assume-role` print them, which are handed on as what requests are signed with. `what` begins every error:
 * `The output of …`.
 */
export function findKey(root: unknown, what: string, field?: string): FoundKey {
  if (!isFields(root)) throw malformed(`${what} is JSON, but no object.`, 'Give the key alone, as plain text.')
  if (field !== undefined) return namedKey(root, field, what)

  const aws = awsKeys(root, what)
  if (aws !== null) return aws
  if (isFields(root.status) && (root.kind === 'ExecCredential' || 'token' in root.status)) {
    if (filled(root.status.token)) return { key: root.status.token, life: lifeIn(root.status), kind: 'bearer' }
    const holds = 'clientCertificateData' in root.status ? 'a client certificate and no token' : 'no token'
    throw malformed(`${what} is an ExecCredential with ${holds}.`, 'Use a plugin that gives a token.')
  }
  const error = errorIn(root, what)
  if (error !== null) throw error
  if (filled(root.access_token)) return { key: root.access_token, life: lifeIn(root), kind: bearerIf(root.token_type) }
  if (filled(root.accessToken)) return { key: root.accessToken, life: azureLife(root), kind: bearerIf(root.tokenType) }
  if (isFields(root.credential) && filled(root.credential.access_token)) {
    return { key: root.credential.access_token, life: lifeIn(root.credential), kind: 'any' }
  }
  const fromVault = vaultKey(root, what)
  if (fromVault !== null) return fromVault
  throw malformed(
    `${what} is JSON without a key that warmkey knows; it has ${namesOf(root)}.`,
    'Name the field with "field".',
  )
}

/** `az` tells the end twice: `expires_on` in seconds, and `expiresOn` as local time without a zone, which is left aside. */
function azureLife(root: Fields): LifeHints {
  const { expiresOn, ...rest } = root
  return rest.expires_on === undefined ? lifeIn(root) : lifeIn(rest)
}

function vaultKey(root: Fields, what: string): FoundKey | null {
  if (isFields(root.auth) && filled(root.auth.client_token)) {
    return { key: root.auth.client_token, life: lifeIn(root.auth), kind: 'any' }
  }
  if (!isFields(root.data)) return null
  const data = isFields(root.data.data) && isFields(root.data.metadata) ? root.data.data : root.data
  const texts = Object.values(data).filter(filled)
  const [only] = texts
  if (only !== undefined && texts.length === 1) return { key: only, life: lifeIn(root), kind: 'any' }
  throw malformed(
    `${what} is a secret of Vault with ${namesOf(data)}.`,
    'Name the one that holds the key with "field".',
  )
}

/**
 * The output of a `credential_process` (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html),
 * or that of STS, where the same stands under `Credentials`; `null` where it is neither. The text is the same for the
 * same credential: what it says of its end is a hint beside it.
 */
function awsKeys(root: Fields, what: string): FoundKey | null {
  const fields = isFields(root.Credentials) ? root.Credentials : root
  const { AccessKeyId, SecretAccessKey, SessionToken } = fields
  if (!filled(AccessKeyId)) return null
  if (!filled(SecretAccessKey)) {
    throw malformed(`${what} is a set of AWS credentials without SecretAccessKey.`, 'Give all of them.')
  }
  const session = filled(SessionToken) ? { SessionToken } : {}
  const key = JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey, ...session })
  return { key, life: lifeIn(fields), kind: 'aws' }
}
