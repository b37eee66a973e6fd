import type { Clock } from '../clock.ts'
import type { WarmkeyErrorCode } from '../errors.ts'
import type { Credential } from './credential.ts'
import type { KeeperEvent, RenewalReason } from './events.ts'
import type { Skew } from './skew.ts'
import type { Source } from './sources/source.ts'
import type { KeeperNumbers } from './windows.ts'

export interface KeeperOptions {
  /** See `keeperIdentity`. */
  readonly identity: string
  readonly source: Source
  readonly clock: Clock
  /** Configured time to live, milliseconds; one more hint of the life, and the only one for most commands and files. */
  readonly ttlMs?: number | null
  readonly numbers?: Partial<KeeperNumbers>
  /** 0 (included) to 1 (excluded); spreads windows and back-offs. Default `Math.random`. */
  readonly random?: () => number
  /** What is known of the upstream's clock. Default: learned from what {@link Keeper.skew} is told. */
  readonly skew?: Skew
  /** Told of every step; must not throw. */
  readonly announce?: (event: KeeperEvent) => void
}

export interface Renewal {
  readonly credential: Credential
  /** Whether its bytes are others than those that failed. */
  readonly changed: boolean
}

/** What `status` shows of a keeper. Times in milliseconds since the epoch; no secret. */
export interface KeeperState {
  readonly identity: string
  readonly origin: string
  readonly credential: { readonly id: string; readonly fingerprint: string } | null
  readonly issuedAtMs: number | null
  /** `null` for never, and when there is no credential. */
  readonly expiresAtMs: number | null
  readonly renewing: RenewalReason | null
  /** How often the source has answered with a credential. */
  readonly renewals: number
  readonly lastRenewal: { readonly atMs: number; readonly why: RenewalReason; readonly elapsedMs: number } | null
  /** The failure that no renewal has mended yet. `retryAtMs` is `null` when it waits for a person. */
  readonly lastFailure: {
    readonly atMs: number
    readonly code: WarmkeyErrorCode
    readonly sentence: string
    readonly retryAtMs: number | null
  } | null
}

/** Keeps the credential of one identity warm. Every error it rejects with is a `WarmkeyError`, shared by all waiters. */
export interface Keeper {
  readonly identity: string
  readonly source: Source
  readonly ttlMs: number | null
  /** What is known of the upstream's clock; to be told what its good answers say. */
  readonly skew: Skew
  /**
   * The credential, at once wherever one may be served at once; otherwise when the source has answered. A `signal`
   * that aborts rejects this waiter with its reason; the call to the source goes on for the others. One that lives no
   * longer than `leastLeftMs` (default 0) is waited for as in the late window, and handed out if nothing better comes.
   */
  get(signal?: AbortSignal, leastLeftMs?: number): Credential | Promise<Credential>
  /**
   * Renews the credential that failed. If there is another by now, that one is the answer; if a renewal is under way,
   * its answer is compared first. However many ask, the source is called once.
   */
  renew(used: Credential, signal?: AbortSignal): Promise<Renewal>
  /**
   * Renews because a person says so: the source is asked now, however short ago it was asked or has failed. `changed`
   * compares with what was held when it was demanded.
   */
  demand(signal?: AbortSignal): Promise<Renewal>
  /** Whether renewal did not cure this before; `key` is the caller's, from card or body, model and path. */
  remembersUncured(key: string): boolean
  /** Remembers that `used` was refused although it had just been renewed. */
  rememberUncured(key: string, used: Credential): void
  /** A request to the upstream has succeeded. Costs nothing while nothing is remembered. */
  worked(): void
  state(): KeeperState
  /** Ends what is under way and stops watching; whoever waits or asks later gets an error. */
  close(): void
  /**
   * {@link close}, and the source gives back what it had made, if its options say so. Not for who has handed the
   * credential to somebody who goes on using it. Takes at most 5 s; never rejects.
   */
  giveBack(): Promise<void>
}
