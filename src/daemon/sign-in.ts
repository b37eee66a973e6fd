import type { Clock } from '../clock.ts'
import type { Keeper } from '../credential/keeper.ts'
import type { Notice } from './notification.ts'

/** How long before its deadline a sign-in is asked for: early enough for the end of a meeting, and once more at the end. */
const aheadMs = [30 * 60_000, 5 * 60_000] as const
/** No two notices about one source within this time. */
const quietMs = 4 * 60_000
/** The machine may sleep, and timers overflow at 24.8 days. */
const longestTimerMs = 3_600_000

export interface SignInDeps {
  readonly clock: Clock
  readonly keepers: () => Iterable<Keeper>
  readonly notify: (notice: Notice) => void
}

/** Tells a person in time that a source needs them. One timer, and none where no source needs anybody. */
export interface SignInWatch {
  /** Something was renewed or taken in: the deadlines may be others. */
  look(): void
  stop(): void
}

/** Local time of day, as a clock on the wall shows it: `12:40`. */
export function timeOfDay(atMs: number): string {
  const date = new Date(atMs)
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}

/** What a person is told, in one line. */
export function signInWords(beforeMs: number, nowMs: number): string {
  return beforeMs <= nowMs ? 'sign in now' : `sign in before ${timeOfDay(beforeMs)}`
}

export function createSignInWatch({ clock, keepers, notify }: SignInDeps): SignInWatch {
  const told = new WeakMap<Keeper, { readonly deadlineMs: number; readonly atMs: number }>()
  let callOff: (() => void) | null = null

  /** Milliseconds until this one is to be told; `null` when there is nothing to tell. */
  const dueInMs = (keeper: Keeper, deadlineMs: number, nowMs: number): number | null => {
    const before = told.get(keeper)
    const moments = [...aheadMs.map((ms) => deadlineMs - ms), deadlineMs]
    const next = moments.find((atMs) => before === undefined || before.deadlineMs !== deadlineMs || atMs > before.atMs)
    if (next === undefined) return null
    const quietUntilMs = before === undefined ? 0 : before.atMs + quietMs
    return Math.max(next, quietUntilMs) - nowMs
  }

  const look = () => {
    callOff?.()
    callOff = null
    const nowMs = clock.nowMs()
    let soonestMs = Number.POSITIVE_INFINITY
    for (const keeper of keepers()) {
      const deadlineMs = keeper.source.deadline?.() ?? null
      if (deadlineMs === null) continue
      let dueMs = dueInMs(keeper, deadlineMs, nowMs)
      if (dueMs !== null && dueMs <= 0) {
        told.set(keeper, { deadlineMs, atMs: nowMs })
        const how = keeper.source.signIn
        const words = signInWords(deadlineMs, nowMs)
        notify({
          title: `warmkey: ${words}`,
          text: how === undefined ? `For ${keeper.source.origin}.` : `Type: ${how}`,
        })
        dueMs = dueInMs(keeper, deadlineMs, nowMs)
      }
      if (dueMs !== null) soonestMs = Math.min(soonestMs, dueMs)
    }
    if (soonestMs !== Number.POSITIVE_INFINITY)
      callOff = clock.after(Math.min(Math.max(soonestMs, 1_000), longestTimerMs), look)
  }
  return {
    look,
    stop() {
      callOff?.()
      callOff = null
    },
  }
}
