import { WarmkeyError } from '../../../errors.ts'
import type { CredentialKind } from '../../credential.ts'
import { follow, parsePointer } from '../../json-pointer.ts'
import { readKeyText } from '../../key-text.ts'
import { withJwtEnd } from '../../life.ts'
import type { LifeHints } from '../source.ts'
import type { VaultBody } from './api.ts'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A lease, and the hold that Vault has on what it gave. */
export interface Lease {
  readonly id: string
  readonly renewable: boolean
  /** Milliseconds that it was given for. */
  readonly lifeMs: number
}

/** What Vault gave, as far as it matters here. */
export interface Found {
  readonly key: string
  readonly kind: CredentialKind
  readonly life: LifeHints
  /** `null` where the secret is kept and not made: Vault does not end it. */
  readonly lease: Lease | null
}

const malformed = (fact: string, remedy: string) =>
  new WarmkeyError('source-malformed', fact, { remedy, transient: false })

const seconds = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null

/** The lease of an answer. `lease_duration` without an id is advice to re-read, and no end: KV v1 gives that. */
export function leaseIn(body: VaultBody): Lease | null {
  const lifeMs = (seconds(body.lease_duration) ?? 0) * 1_000
  return typeof body.lease_id === 'string' && body.lease_id !== '' && lifeMs > 0
    ? { id: body.lease_id, renewable: body.renewable === true, lifeMs }
    : null
}

/**
 * The key in an answer: of KV v1, of KV v2 with its metadata, or of an engine that makes it. `what` begins errors:
 * `The secret secret/data/claude`. https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version
 */
export function findIn(body: VaultBody, what: string, field: string | undefined): Found {
  const outer = body.data
  if (!isFields(outer)) throw malformed(`${what} is empty.`, 'Write the key into it, or correct "path".')
  const metadata = isFields(outer.metadata) && 'version' in outer.metadata && 'data' in outer ? outer.metadata : null
  const data = metadata === null ? outer : outer.data
  if (!isFields(data)) throw malformed(`${what} is empty.`, 'Write the key into it, or correct "path".')
  const lease = leaseIn(body)
  const life: LifeHints = { ...endOf(metadata, data), ...(lease === null ? {} : { expiresInMs: lease.lifeMs }) }
  const aws = field === undefined ? awsKeys(data) : null
  if (aws !== null) return { key: aws, kind: 'aws', life, lease }
  const key = readKeyText(keyIn(data, what, field), `The key in ${what.charAt(0).toLowerCase()}${what.slice(1)}`)
  return { key, kind: 'any', life: withJwtEnd(key, life), lease }
}

/** Why the metadata of KV v2 came without its data, which Vault answers with a 404; `null` where it does not say. */
export function whyGone(metadata: unknown, what: string): WarmkeyError | null {
  if (!isFields(metadata)) return null
  const { version, deletion_time: deleted, destroyed } = metadata
  const which = typeof version === 'number' ? `version ${version} of it` : 'it'
  if (destroyed === true) {
    return malformed(
      `${what} is gone: ${which} was destroyed for good.`,
      'Write a new version, or name another with "version".',
    )
  }
  if (typeof deleted !== 'string' || deleted === '') return null
  return malformed(
    `${what} is gone: ${which} was deleted on ${deleted}.`,
    'Undelete it with `vault kv undelete`, or write a new version.',
  )
}

/** The end that is known beside a lease: a planned deletion (KV v2), a rotation (static roles), or a stated expiry. */
function endOf(metadata: Fields | null, data: Fields): LifeHints {
  const deletion =
    metadata === null || typeof metadata.deletion_time !== 'string' ? Number.NaN : Date.parse(metadata.deletion_time)
  if (Number.isFinite(deletion)) return { expiresAtMs: deletion }
  if (metadata !== null) return {}
  const rotates = seconds(data.ttl)
  if (rotates !== null && 'last_vault_rotation' in data) return { expiresInMs: rotates * 1_000 }
  const until = seconds(data.expires_at_seconds)
  return until === null ? {} : { expiresAtMs: until * 1_000 }
}

/** What the AWS engine gives, in the form of a credential process. https://developer.hashicorp.com/vault/api-docs/secret/aws#generate-credentials */
function awsKeys(data: Fields): string | null {
  const { access_key: id, secret_key: secret } = data
  const session = data.security_token ?? data.session_token
  if (typeof id !== 'string' || typeof secret !== 'string') return null
  const keys = { Version: 1, AccessKeyId: id, SecretAccessKey: secret }
  return JSON.stringify(typeof session === 'string' && session !== '' ? { ...keys, SessionToken: session } : keys)
}

function keyIn(data: Fields, what: string, field: string | undefined): string {
  const names = Object.keys(data).join(', ')
  if (field === undefined) {
    const texts = Object.entries(data).filter(([name, value]) => typeof value === 'string' && name !== 'ttl')
    const [only] = texts
    if (only !== undefined && texts.length === 1) return String(only[1])
    throw malformed(
      `${what} has ${texts.length === 0 ? 'no field with text' : `the fields ${names}`}.`,
      'Name the one that holds the key with "field".',
    )
  }
  const value = field.startsWith('/')
    ? follow(data, parsePointer(field) ?? [''])
    : Object.hasOwn(data, field)
      ? data[field]
      : undefined
  if (typeof value === 'string') return value
  const fact =
    value === undefined
      ? `has no field "${field}"; it has ${names === '' ? 'none' : names}`
      : `has a field "${field}" that is not text`
  throw malformed(`${what} ${fact}.`, 'Correct "field" in the configuration.')
}
