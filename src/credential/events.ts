import type { WarmkeyErrorCode } from '../errors.ts'

/** What a keeper announces; ids and codes only, never bytes. */
export type KeeperEvent =
  | { readonly type: 'renewing'; readonly identity: string; readonly why: RenewalReason }
  | {
      readonly type: 'renewed'
      readonly identity: string
      readonly why: RenewalReason
      readonly credential: string
      readonly changed: boolean
      readonly expiresAtMs: number | null
      readonly elapsedMs: number
    }
  | {
      readonly type: 'renewal-failed'
      readonly identity: string
      readonly why: RenewalReason
      readonly code: WarmkeyErrorCode
      /** How long the source is left alone, milliseconds; `null` until a person acts. */
      readonly retryInMs: number | null
    }
  | { readonly type: 'source-slow'; readonly identity: string; readonly elapsedMs: number }

/**
 * Why a source is asked: first use, early or late window, rejected by the upstream, demanded by a person, changed
 * underneath, kept from lapsing.
 */
export type RenewalReason = 'first' | 'early' | 'late' | 'expired' | 'rejected' | 'demanded' | 'changed' | 'idle'
