import type { SeenRequest } from '../../../emulator/emulator.ts'

/** What the emulator saw, counted. */
export interface Tally {
  readonly requests: number
  /** Answered with a status below 400. */
  readonly answered: number
  /** Answered with 400 or more, by status. */
  readonly refused: Readonly<Record<string, number>>
  /** Cut on purpose, or left by the client before its end. */
  readonly brokenOff: number
  /** Requests by fingerprint of what they carried; `none` for those without a credential. */
  readonly byKey: Readonly<Record<string, number>>
}

export const emptyTally: Tally = { requests: 0, answered: 0, refused: {}, brokenOff: 0, byKey: {} }

/** The tally with one request more. */
export function counted(tally: Tally, seen: SeenRequest): Tally {
  const { status } = seen
  const broken = status === null || seen.aborted === true
  const failed = !broken && status >= 400
  const plusOne = (counts: Readonly<Record<string, number>>, key: string) => ({
    ...counts,
    [key]: (counts[key] ?? 0) + 1,
  })
  return {
    requests: tally.requests + 1,
    answered: tally.answered + (broken || failed ? 0 : 1),
    refused: failed ? plusOne(tally.refused, String(status)) : tally.refused,
    brokenOff: tally.brokenOff + (broken ? 1 : 0),
    byKey: plusOne(tally.byKey, keyOf(seen)),
  }
}

/** One request as a person reads it: when, status, what, which key, why not. `width` columns at most. */
export function requestLine(seen: SeenRequest, width: number): string {
  const { method, path, status, atMs, malformed, aborted, refusal } = seen
  const time = new Date(atMs).toTimeString().slice(0, 8)
  const what = malformed === undefined ? `${method} ${path}` : 'no HTTP request'
  const why =
    aborted === true ? 'the client went away' : status === null ? 'cut on purpose' : (malformed ?? refusal ?? '')
  const head = `${time}  ${String(status ?? '---')}  ${keyOf(seen).padEnd(8)}  `
  return shortened(printable(`${head}${why === '' ? what : `${what}  ${why}`}`), width)
}

/** What came of it all, in one or two lines. */
export function summaryLines(tally: Tally): string[] {
  const { requests, answered, refused, brokenOff, byKey } = tally
  if (requests === 0) return ['No request came.']
  const parts = [`${answered} answered`]
  const refusals = Object.entries(refused)
  const sum = refusals.reduce((total, [, times]) => total + times, 0)
  if (sum > 0) parts.push(`${sum} refused (${refusals.map(([status, times]) => `${times} with ${status}`).join(', ')})`)
  if (brokenOff > 0) parts.push(`${brokenOff} broken off`)
  const keys = Object.entries(byKey).map(([key, times]) => `${key} ${times}`)
  return [`${requests} request${requests === 1 ? '' : 's'}: ${parts.join(', ')}.`, `By key: ${keys.join(', ')}.`]
}

/** Fingerprints of what a request carried, each once. */
function keyOf({ credentials }: SeenRequest): string {
  const prints = [...new Set(credentials.map(({ fingerprint }) => fingerprint))]
  return prints.length === 0 ? 'none' : prints.join('+')
}

/** A client decides what stands in a request; it does not decide what a terminal does. */
const printable = (text: string): string => text.replace(/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/g, '?')

const shortened = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text)
