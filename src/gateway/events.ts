import type { WarmkeyErrorCode } from '../errors.ts'

/**
 * What the gateway announces, step by step, to whoever listens (recorder, status, tests). No event holds a prompt, a
 * header value or a secret; credentials appear by their loggable id. Listeners must not throw and cannot change anything.
 */
export type GatewayEvent =
  | {
      readonly type: 'request'
      readonly exchange: string
      readonly profile: string
      readonly method: string
      readonly path: string
      readonly client: string
    }
  | { readonly type: 'attempt'; readonly exchange: string; readonly number: number; readonly credential: string }
  | { readonly type: 'unreplayable'; readonly exchange: string; readonly reason: 'body-too-large' | 'memory-full' }
  | {
      readonly type: 'answer'
      readonly exchange: string
      readonly number: number
      readonly status: number
      readonly elapsedMs: number
    }
  | {
      readonly type: 'verdict'
      readonly exchange: string
      readonly verdict: 'pass' | 'renew' | 'pace' | 'stop'
      readonly card: string | null
      readonly why: string
    }
  | {
      /** What the upstream said of a failure: codes and messages, never the body. */
      readonly type: 'failure'
      readonly exchange: string
      readonly status: number
      readonly codes: readonly string[]
      readonly messages: readonly string[]
    }
  | { readonly type: 'propagation-wait'; readonly exchange: string; readonly waitMs: number }
  | { readonly type: 'paced'; readonly exchange: string; readonly waitMs: number }
  | { readonly type: 'replayed'; readonly exchange: string; readonly credential: string }
  | { readonly type: 'cured'; readonly exchange: string; readonly credential: string }
  | {
      readonly type: 'stopped'
      readonly exchange: string
      readonly code: WarmkeyErrorCode
      readonly status: number
      /** What the client was told: the fact and the next step. */
      readonly sentence: string
    }
  | { readonly type: 'refused'; readonly code: WarmkeyErrorCode; readonly status: number }
  | { readonly type: 'gone'; readonly exchange: string }
  | { readonly type: 'done'; readonly exchange: string; readonly status: number; readonly elapsedMs: number }

/** A listener for {@link GatewayEvent}s. */
export type Announce = (event: GatewayEvent) => void
