import type { Signature } from './signature.ts'

/** What the gateway does about an answer with these words, see `gateway/verdict.ts`. */
export type Outcome = 'renew' | 'pass' | 'pace' | 'stop'

/** What a card comes to where it decides; a card that only explains decides nothing. */
export function outcomeOf({ cause, renewable, hearsay }: Signature, decides: boolean): Outcome {
  if (!decides || hearsay === true) return 'pass'
  if (cause === 'rate-limit' || cause === 'overloaded') return 'pace'
  if (cause === 'malformed-response') return 'stop'
  return renewable === 'no' ? 'pass' : 'renew'
}
