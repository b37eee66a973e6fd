import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { WarmkeyError } from '../errors.ts'
import { type Caller, createLocalKeys, type LocalKeys } from '../gateway/local-keys.ts'
import type { Secret } from '../secret.ts'
import { takeLock } from './lock.ts'
import type { Places } from './places.ts'
import { writePrivateFile } from './private-file.ts'
import { privateDirectory } from './state-directory.ts'

const fileSchema = z.object({
  version: z.literal(1),
  /** 32 bytes, base64: the key of the HMACs. */
  secret: z.string().length(44),
  keys: z.array(
    z.object({ id: z.string(), seal: z.string(), profile: z.string(), holder: z.string(), issuedAt: z.string() }),
  ),
})

type StoredKeys = z.output<typeof fileSchema>

/** A lasting local key, without the key. */
export interface LastingKey {
  /** Names it, for taking it back. */
  readonly id: string
  readonly profile: string
  /** Who was given it, for people: the path of a settings file. */
  readonly holder: string
  /** RFC 3339. */
  readonly issuedAt: string
}

/**
 * The lasting local keys of one user: a file of mode 0600 with an HMAC of each and the secret under which they were
 * made, never a key. Whoever changes it needs no daemon; a living daemon sees the change.
 */
export interface KeyStore {
  /** Makes a key. The only time that it is seen. */
  issue(key: { readonly profile: string; readonly holder: string }): { readonly id: string; readonly key: Secret }
  /** Takes keys back; what is not there is no error. */
  revoke(which: (key: LastingKey) => boolean): void
  list(): readonly LastingKey[]
  /** Who presents this key, or `null`. Looks at the file again when it has changed. */
  find(presented: string): Caller | null
}

/** Nothing is made or read before it is used. Throws `state-unsafe` for a file that others can read. */
export function openKeyStore(places: Pick<Places, 'state' | 'localKeys'>, platform: string, clock: Clock): KeyStore {
  const { state, localKeys: path } = places
  let known: LocalKeys | null = null
  let seen = ''
  let lookedMs = Number.NEGATIVE_INFINITY

  /** The keys as the file has them; one that has become unusable changes nothing for those who hold keys already. */
  const load = (): LocalKeys => {
    lookedMs = clock.monotonicMs()
    const now = stampOf(path)
    if (known !== null && now === seen) return known
    seen = now
    try {
      known = fromStored(readKeys(path, platform))
    } catch (thrown) {
      if (known === null) throw thrown
    }
    return known
  }

  /** One writer at a time: each writes what it has read. */
  const change = <T>(how: (stored: StoredKeys) => { readonly stored: StoredKeys; readonly result: T }): T => {
    privateDirectory(state, platform)
    const lock = takeLock(`${path}.lock`, othersMs)
    if (lock === null) throw unsafe(path, 'is held by another warmkey that does not let go')
    try {
      const before = readKeys(path, platform) ?? {
        version: 1,
        secret: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64'),
        keys: [],
      }
      const { stored, result } = how(before)
      writePrivateFile(path, `${JSON.stringify(stored, null, 2)}\n`)
      return result
    } finally {
      lock.release()
    }
  }

  return {
    issue: ({ profile, holder }) =>
      change((stored) => {
        const keys = createLocalKeys(Buffer.from(stored.secret, 'base64'))
        const key = keys.issue({ profile, kind: 'lasting' })
        const id = Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString('hex')
        const issuedAt = new Date(clock.nowMs()).toISOString()
        const entry = { id, seal: keys.seal(key), profile, holder, issuedAt }
        return { stored: { ...stored, keys: [...stored.keys, entry] }, result: { id, key } }
      }),
    revoke: (which) =>
      change((stored) => ({
        stored: { ...stored, keys: stored.keys.filter((key) => !which(key)) },
        result: undefined,
      })),
    list: () =>
      (readKeys(path, platform)?.keys ?? []).map(({ id, profile, holder, issuedAt }) => ({
        id,
        profile,
        holder,
        issuedAt,
      })),
    find(presented) {
      const caller = known?.find(presented) ?? null
      return caller !== null && clock.monotonicMs() - lookedMs < trustMs ? caller : load().find(presented)
    },
  }
}

/** Whoever else has the file writes it and lets go, milliseconds. */
const othersMs = 3_000

/** How long a key that was found counts without another look at the file, milliseconds. */
const trustMs = 1_000

function fromStored(stored: StoredKeys | null): LocalKeys {
  const keys = createLocalKeys(
    stored === null ? crypto.getRandomValues(new Uint8Array(32)) : Buffer.from(stored.secret, 'base64'),
  )
  for (const { seal, profile } of stored?.keys ?? []) keys.admitSealed(seal, { profile, kind: 'lasting' })
  return keys
}

/** What tells one content from another without reading it. */
function stampOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? 'none' : `${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}`
}

function readKeys(path: string, platform: string): StoredKeys | null {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw unsafe(path, code === 'ELOOP' ? 'is a symbolic link' : `cannot be read (${code ?? 'unknown'})`, cause)
  }
  try {
    const { uid, mode } = fstatSync(file)
    if (platform !== 'win32' && (uid !== process.getuid?.() || (mode & 0o077) !== 0))
      throw unsafe(path, 'can be read by others on this machine')
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw cause instanceof WarmkeyError ? cause : unsafe(path, 'does not hold local keys', cause)
  } finally {
    closeSync(file)
  }
}

const unsafe = (path: string, fact: string, cause?: unknown): WarmkeyError =>
  new WarmkeyError('state-unsafe', `The file of local keys, ${path}, ${fact}.`, {
    remedy: 'Move it away and connect your tools again; warmkey makes a new one.',
    ...(cause === undefined ? {} : { cause }),
    transient: false,
  })
