import { z } from 'zod'

// A schema is used a few times in a process: a parser that is compiled for it costs more than it saves.
z.config({ jitless: true })

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const whole = /^(?:\d{1,12}(?:\.\d{1,3})?(?:ms|s|m|h|d))+$/
const part = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g

/** `90s`, `5m`, `1h30m`, `500ms`, `1.5h`, `2d` as milliseconds; `null` when the text is no such duration. */
export function parseDurationMs(text: string): number | null {
  if (!whole.test(text)) return null
  let sum = 0
  for (const [, amount, unit] of text.matchAll(part)) sum += Number(amount) * unitMs[unit as keyof typeof unitMs]
  return Math.round(sum)
}

/** The milliseconds of a duration that a {@link durationSchema} has accepted; `null` when there is none. */
export function durationMs(text: string | undefined): number | null {
  return text === undefined ? null : parseDurationMs(text)
}

/** Milliseconds in the largest unit that shows them whole: `90s`, `5m`, `1h`. Rounded to the millisecond. */
export function formatDuration(ms: number): string {
  const rounded = Math.round(ms)
  if (rounded === 0) return '0s'
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (rounded % unitMs[unit] === 0) return `${rounded / unitMs[unit]}${unit}`
  }
  return `${rounded}ms`
}

/** Milliseconds as a person says them, two units at most: `2 h 5 min`, `40 s`. Below a second: `less than a second`. */
export function sayDuration(ms: number): string {
  const words = { d: 'd', h: 'h', m: 'min', s: 's' } as const
  const said: string[] = []
  let rest = Math.abs(ms)
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const count = Math.floor(rest / unitMs[unit])
    if (count > 0) said.push(`${count} ${words[unit]}`)
    rest -= count * unitMs[unit]
    if (said.length === 2) break
  }
  return said.length === 0 ? 'less than a second' : said.join(' ')
}

export interface DurationBounds {
  readonly minMs: number
  readonly maxMs: number
}

/**
 * A duration in the configuration: a string with a unit, within bounds (both included). It stays a string, so that the
 * schema can be turned into a JSON Schema; read it with {@link durationMs}.
 */
export function durationSchema({ minMs, maxMs }: DurationBounds) {
  return z
    .string({ error: (issue) => `a duration is a string with a unit, such as "90s", not ${typeof issue.input}` })
    .superRefine((text, ctx) => {
      const ms = parseDurationMs(text)
      if (ms === null) {
        const message = /^\d+(?:\.\d+)?$/.test(text)
          ? `"${text}" has no unit; write for example "${text}s" or "${text}m"`
          : `"${text.slice(0, 40)}" is no duration; write for example "90s", "5m" or "1h30m"`
        ctx.addIssue({ code: 'custom', message })
      } else if (ms < minMs) {
        ctx.addIssue({
          code: 'custom',
          message: `"${text}" is shorter than ${formatDuration(minMs)}, the least there is`,
        })
      } else if (ms > maxMs) {
        ctx.addIssue({
          code: 'custom',
          message: `"${text}" is longer than ${formatDuration(maxMs)}, the most there is`,
        })
      }
    })
    .meta({ description: 'A duration with its unit, for example "90s", "5m", "1h".', examples: ['90s', '5m', '1h'] })
}
