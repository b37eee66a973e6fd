import { Secret } from '../secret.ts'

/**
 * Who holds a local key, and what it opens. Keys of a `run` reach inference paths only and die with the run; `lasting`
 * ones reach everything under the profile's base path.
 */
export interface Caller {
  readonly profile: string
  readonly kind: 'run' | 'lasting'
}

/**
 * The local keys that the gateway knows. It keeps an HMAC of each, never the key: a memory dump or a state file of the
 * gateway opens nothing.
 */
export interface LocalKeys {
  /** Makes a key: `wk-` and 256 random bits. The only time that it is seen. */
  issue(caller: Caller): Secret
  /** Makes a key known that exists already (kept by the user in a file of mode 0600). */
  admit(key: Secret, caller: Caller): void
  /** What is kept of a key: enough to know it again under the same `hmacKey`, useless to anybody else. */
  seal(key: Secret): string
  /** Makes a key known of which only the seal was kept. */
  admitSealed(seal: string, caller: Caller): void
  /** Who presents this key, or `null`. */
  find(presented: string): Caller | null
}

/** Shape of a local key, so that a truncated one is refused when it is read and not when it is used. */
export const localKeyShape = /^wk-[A-Za-z0-9_-]{43}$/

/** @param hmacKey 32 bytes; random for keys that die with the process, persisted (0600) for keys that outlive it. */
export function createLocalKeys(hmacKey: Uint8Array = crypto.getRandomValues(new Uint8Array(32))): LocalKeys {
  // Looking up the HMAC takes a time that depends on the HMAC, which a caller without `hmacKey` can neither know nor
  // steer, so the look-up tells nothing about the key. The cost does not grow with the number of keys.
  const callers = new Map<string, Caller>()
  const keyed = new Bun.CryptoHasher('sha256', hmacKey)
  const seal = (key: string): string => keyed.copy().update(key).digest('base64')
  const admitSealed = (sealed: string, caller: Caller) => void callers.set(sealed, caller)
  const admit = (key: Secret, caller: Caller) => admitSealed(seal(key.open()), caller)
  return {
    issue(caller) {
      const key = new Secret(`wk-${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')}`)
      admit(key, caller)
      return key
    },
    admit,
    seal: (key) => seal(key.open()),
    admitSealed,
    find: (presented) => callers.get(seal(presented)) ?? null,
  }
}

/** A local key as text, for the one place that hands it out: the environment or settings file of the child it is for. */
export const openLocalKey = (key: Secret): string => key.open()

/** A local key that its user keeps, read back. */
export const readLocalKey = (text: string): Secret => new Secret(text)
