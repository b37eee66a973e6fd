import type { GatewayEvent } from '../gateway/events.ts'
import { redact } from '../secret.ts'
import type { FailedExchange } from './control-protocol.ts'

/** The last exchanges that failed, the newest first; in memory only. */
export interface Failures {
  hear(event: GatewayEvent): void
  /** One that another process of ours has seen. */
  add(failed: FailedExchange): void
  list(): readonly FailedExchange[]
}

/** How many are kept. */
const most = 50
/** No sentence of ours is longer. */
const longestSentence = 1_000

type Course = { -readonly [Name in keyof FailedExchange]: FailedExchange[Name] }

/**
 * Collects what the gateway announces of exchanges that a client got an error from. `told` is called with each as it ends.
 */
export function createFailures(nowMs: () => number, told: (failed: FailedExchange) => void = () => {}): Failures {
  const courses = new Map<string, Course>()
  let kept: readonly FailedExchange[] = []
  const add = (failed: FailedExchange) => {
    kept = [failed, ...kept].slice(0, most)
  }
  const end = (exchange: string, status: number) => {
    const course = courses.get(exchange)
    courses.delete(exchange)
    if (course === undefined || status < 400) return
    const failed = { ...course, status, atMs: nowMs() }
    add(failed)
    told(failed)
  }
  return {
    add,
    list: () => kept,
    hear(event) {
      if (event.type === 'request') {
        const { exchange, profile, method, path, client } = event
        const unknown = { upstreamStatus: null, card: null, why: null, stopped: null, codes: [], messages: [] }
        courses.set(exchange, { exchange, profile, method, path, client, status: 0, atMs: 0, ...unknown })
        return
      }
      if (!('exchange' in event)) return
      const course = courses.get(event.exchange)
      if (course === undefined) return
      switch (event.type) {
        case 'answer':
          course.upstreamStatus = event.status
          // Of an answer that is not looked at nothing else is known.
          course.card = course.why = null
          course.codes = course.messages = []
          return
        case 'verdict':
          course.card = event.card
          course.why = event.why
          return
        case 'failure':
          course.codes = event.codes
          course.messages = event.messages
          return
        case 'stopped':
          course.stopped = event.code
          course.said = redact(event.sentence).slice(0, longestSentence)
          end(event.exchange, event.status)
          return
        case 'done':
          end(event.exchange, event.status)
          return
        case 'gone':
          courses.delete(event.exchange)
          return
      }
    },
  }
}
