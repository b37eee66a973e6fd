/** How a client gets its key: one that it was given, a helper that it runs itself, or a local key of warmkey's. */
export type Way = 'static' | 'helper' | 'warmkey'

/**
 * What became of one prompt. `failed` and `refused` both ended in an error message; `refused` is the name for it where
 * the API denies a permission, so that no other key could help. `trying` means that it was stopped by us.
 */
export type Outcome = 'answered' | 'failed' | 'refused' | 'trying'

/** What was measured of one prompt. */
export interface Measured {
  readonly outcome: Outcome
  /** Inference requests that reached the API. */
  readonly requests: number
  /** How often the key command was run. */
  readonly keyRuns: number
  /** From sending the prompt to its outcome, milliseconds. */
  readonly elapsedMs: number
  /** The message on the screen where it was not answered. */
  readonly words: string | null
}

/** What a row claims; `words` is a part of the message. A row without claims shows what was measured and no more. */
export interface Claim {
  readonly outcome?: Outcome
  readonly requests?: number
  /** At least so many. */
  readonly minRequests?: number
  readonly keyRuns?: number
  readonly words?: string
}

/** One line of the demo. */
export interface Row extends Measured {
  /** Stable, kebab-case, for programs. */
  readonly id: string
  readonly way: Way
  /** What was expected and did not happen, as words; `null` when all is as claimed. */
  readonly surprise: string | null
  /** Something that is known from elsewhere and was not measured here. */
  readonly note: string | null
}

/** Puts a measurement beside what was claimed of it. */
export function rowOf(
  about: { readonly id: string; readonly way: Way; readonly note?: string },
  measured: Measured,
  claim: Claim,
): Row {
  return { id: about.id, way: about.way, ...measured, note: about.note ?? null, surprise: surprise(measured, claim) }
}

function surprise(measured: Measured, claim: Claim): string | null {
  const missed: string[] = []
  if (claim.outcome !== undefined && measured.outcome !== claim.outcome) missed.push(saidOutcome[claim.outcome])
  if (claim.requests !== undefined && measured.requests !== claim.requests)
    missed.push(count(claim.requests, 'request'))
  if (claim.minRequests !== undefined && measured.requests < claim.minRequests)
    missed.push(`at least ${count(claim.minRequests, 'request')}`)
  if (claim.keyRuns !== undefined && measured.keyRuns !== claim.keyRuns)
    missed.push(`${count(claim.keyRuns, 'run')} of the key command`)
  if (claim.words !== undefined && !(measured.words ?? '').includes(claim.words))
    missed.push(`the words “${claim.words}”`)
  return missed.length === 0 ? null : `expected ${missed.join(', ')}`
}

export const saidOutcome: Readonly<Record<Outcome, string>> = {
  answered: 'answered',
  failed: 'failed',
  refused: 'refused',
  trying: 'still trying',
}

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

/** What stands behind the outcome: the requests, and what the key command had to do with it. */
export function factsOf({ way, outcome, requests, keyRuns }: Measured & { readonly way: Way }): string {
  const asked = count(requests, 'request')
  if (way === 'static') return asked
  if (way === 'warmkey') {
    const renewed = outcome === 'answered' && requests === 2 && keyRuns === 1
    return renewed ? 'key renewed, request replayed' : asked
  }
  return keyRuns === 0 ? `${asked}, no helper run` : `${asked}, ${count(keyRuns, 'helper run')}`
}
