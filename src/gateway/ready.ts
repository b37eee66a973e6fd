import { type Clock, deadline } from '../clock.ts'
import type { Signature } from '../signatures/signature.ts'
import type { Ending } from './answer.ts'
import type { BodyHolder, Held } from './body.ts'
import type { Copies } from './copies.ts'
import type { Announce } from './events.ts'
import type { Seat } from './pacer.ts'
import { limited } from './stops.ts'
import type { Tidy } from './tidy.ts'
import type { Upstream } from './upstream.ts'

/** What all exchanges share. */
export interface ExchangeDeps {
  readonly clock: Clock
  readonly holder: BodyHolder
  readonly copies: Copies
  readonly tidy: Tidy
  readonly cards: readonly Signature[]
  readonly announce: Announce | null
}

/** A request of a caller who may make it. */
export interface Incoming {
  readonly request: Request
  /** Loggable id of this exchange. */
  readonly id: string
  /** Path and query as they go upstream. */
  readonly target: string
  /** Path alone. */
  readonly path: string
  readonly upstream: Upstream
}

/** An incoming request that is ready to go. */
export interface Ready extends Incoming {
  readonly held: Held
  /** Whether the held bytes are poured, so that the runtime keeps no copy of them. */
  readonly poured: boolean
  readonly seat: Seat
  readonly ending: Ending
  readonly userAgent: string
  readonly startedMs: number
  /** Status of the upstream's last answer, `null` before the first. */
  readonly seen: { status: number | null }
}

/** How long the response headers are held back for a limit; the client waits in silence that long, not much longer. */
export const limitDeadlineMs = 100_000

/** How long this request can still be made to wait for a limit, milliseconds; below 0 when its time is over. */
export const patienceMs = ({ startedMs }: Ready, clock: Clock): number =>
  limitDeadlineMs - (clock.monotonicMs() - startedMs)

/** Waits for a turn at the upstream, as long as the response headers can be held back in all. */
export function turnOf(ready: Ready, clock: Clock): Promise<void> {
  const { request, upstream, seat } = ready
  const late = deadline(clock, Math.max(0, patienceMs(ready, clock)), request.signal, () => limited(upstream))
  return seat.take(late.signal).finally(late.callOff)
}
