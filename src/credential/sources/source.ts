import type { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Secret } from '../../secret.ts'
import type { CredentialKind } from '../credential.ts'

/** What a source knows of the life of what it gave. Every hint counts; the keeper takes the smallest. */
export interface LifeHints {
  /** Absolute end, milliseconds since the epoch. */
  readonly expiresAtMs?: number
  /** Life from the moment it was obtained, milliseconds. */
  readonly expiresInMs?: number
}

/** What a source gives: bytes, hints, nothing else. */
export interface Obtained {
  readonly secret: Secret
  readonly life: LifeHints
  /** Default `any`. */
  readonly kind?: CredentialKind
  /**
   * `true` where the source knows that it was made just now (a token endpoint), and so may not have reached every
   * server of the provider yet. Left out where it may come from a file or from somebody's cache.
   */
  readonly minted?: boolean
}

/**
 * A way of obtaining a credential. It knows nothing of caching, windows or retries: it is asked, it answers or throws
 * a `WarmkeyError` (`source-unavailable`, `source-failed`, `source-timeout`, `source-malformed`,
 * `source-needs-person`) whose message holds no secret.
 */
export interface Source {
  /** For people: `command ~/bin/mint-key`. No secret, stable while the configuration is. */
  readonly origin: string
  /**
   * `true` when asking again gives the same bytes until somebody changes them (file, environment, KV);
   * `false` when each call may mint a new one (command, token endpoint).
   */
  readonly stable: boolean
  /** Whether it can be asked with nobody there to answer a prompt. */
  readonly renewableUnattended: boolean
  /** Whether something is lost for good when nobody asks for long (refresh tokens with idle limits, leases). */
  readonly lapsesWhenIdle: boolean
  /**
   * Asks once. Aborting `signal` ends everything that was started for it. `rejected` is the credential for whose
   * refusal this is asked, where that is why; only a source that itself asks a keeper has use for it.
   */
  obtain(signal: AbortSignal, rejected?: Secret): Promise<Obtained>
  /** Calls `changed` whenever a new credential may be there to read; returns a function that stops watching. */
  watch?(changed: () => void): () => void
  /**
   * Until when a person has to sign in so that it can go on, milliseconds since the epoch, as far as its last answer
   * said; `null` where nobody has to.
   */
  deadline?(): number | null
  /** What that person types. Shown, never run. */
  readonly signIn?: string
  /** What a person is asked so that it can go on, as its last answer had it; `null` where nothing is asked. */
  question?(): string | null
  /**
   * Begins a sign-in that a person ends in a browser: what to open, the code that has to stand there, and the ticket that
   * is then given to {@link answer}, which waits for the end. `null` where there is none to begin.
   */
  visit?(signal: AbortSignal): Promise<{ readonly url: string; readonly code: string; readonly ticket: string } | null>
  /**
   * Takes what that person has typed, or a ticket. `false`: not ended yet, give it the same again. Rejects with the
   * `WarmkeyError` of what it is good for.
   */
  answer?(text: string, signal: AbortSignal): Promise<boolean>
  /** Ends what goes on without being asked (timers). Called once, when nobody will ask any more. */
  close?(): void
  /** After {@link close}: gives back what was made for it (leases, tokens), if its options say so. Rejects if it cannot. */
  giveBack?(signal: AbortSignal): Promise<void>
}

/** Everything a source may touch of the world, passed in. */
export interface SourceDeps {
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  /** The user's home directory, for `~`. */
  readonly home: string
}

/** One kind of source: what its configuration block looks like and how to build it. One per file on the shelf. */
export interface SourceKind<Options extends { type: string } = { type: string }> {
  /** The value of `source.type` in the configuration; unique, kebab-case. */
  readonly type: Options['type']
  /** One sentence for help and generated documents. */
  readonly summary: string
  /** A complete configuration block that the schema accepts. */
  readonly example: Options
  /** Strict: a field that it does not know is an error. Durations stay strings, so that a JSON Schema can be made. */
  readonly schema: z.ZodObject & z.ZodType<Options>
  create(options: Options, deps: SourceDeps): Source
}
