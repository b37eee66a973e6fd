import type { GatewayEvent } from '../gateway/events.ts'
import type { Signature } from '../signatures/signature.ts'
import type { Counts, Refusal } from './control-protocol.ts'

/** What is known of a request that is still under way. */
interface Course {
  readonly profile: string
  /** Of the last answer of the upstream. */
  status: number
  refusal: { readonly card: string | null; readonly why: string } | null
}

export type ProfileCounts = Omit<Counts, 'renewals'>

/** Counts what the gateway announces, by profile. Holds one small object for each request under way. */
export interface Tally {
  hear(event: GatewayEvent): void
  counts(profile: string): ProfileCounts
  lastRefusal(profile: string): Refusal | null
}

export function createTally(nowMs: () => number, cards: readonly Signature[]): Tally {
  const courses = new Map<string, Course>()
  const profiles = new Map<string, { -readonly [Name in keyof ProfileCounts]: number }>()
  const refusals = new Map<string, Refusal>()
  const of = (profile: string) => {
    const known = profiles.get(profile)
    if (known !== undefined) return known
    const fresh = { requests: 0, replays: 0, denials: 0, stops: 0 }
    profiles.set(profile, fresh)
    return fresh
  }
  const cardOf = (id: string | null): Refusal['card'] => {
    const card = id === null ? undefined : cards.find((each) => each.id === id)
    return card === undefined ? null : { id: card.id, title: card.title, remedy: card.remedy[0] ?? '' }
  }
  const end = ({ profile, status, refusal }: Course) => {
    // A limit or a fault of the upstream denies nobody anything.
    if (refusal === null || status < 400 || status === 429 || status >= 500) return
    if (status !== 401 && status !== 403 && refusal.card === null) return
    of(profile).denials++
    refusals.set(profile, { atMs: nowMs(), status, card: cardOf(refusal.card), why: refusal.why })
  }

  return {
    hear(event) {
      if (event.type === 'request') {
        of(event.profile).requests++
        courses.set(event.exchange, { profile: event.profile, status: 0, refusal: null })
        return
      }
      if (!('exchange' in event)) return
      const course = courses.get(event.exchange)
      if (course === undefined) return
      switch (event.type) {
        case 'answer':
          course.status = event.status
          return
        case 'verdict':
          course.refusal = { card: event.card, why: event.why }
          return
        case 'replayed':
          of(course.profile).replays++
          return
        case 'stopped':
          of(course.profile).stops++
          courses.delete(event.exchange)
          return
        case 'done':
          end(course)
          courses.delete(event.exchange)
          return
        case 'gone':
          courses.delete(event.exchange)
          return
      }
    },
    counts: (profile) => ({ ...of(profile) }),
    lastRefusal: (profile) => refusals.get(profile) ?? null,
  }
}
