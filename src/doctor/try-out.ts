import { signatures } from '../signatures/index.ts'
import { matchSignatures } from '../signatures/match.ts'
import type { Cause, Signature } from '../signatures/signature.ts'
import type { Bench } from './bench.ts'
import type { CauseNumber } from './check.ts'
import { isUnsaid, type Question, type Said } from './endpoint.ts'
import type { Presented } from './present.ts'
import { anyModel, costlyQuestion, countQuestion, emptyQuestion, freeQuestion } from './questions.ts'

/** What the endpoint thinks of a credential. `by` is the question that showed it. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly by: string; readonly answer: Said }
  | { readonly kind: 'refused'; readonly by: string; readonly answer: Said; readonly card: Signature | null }
  | { readonly kind: 'unknown'; readonly because: string }

const refusals: ReadonlySet<number> = new Set([400, 401, 402, 403])
/** No API says these of a question that it merely does not know. */
const outright: ReadonlySet<number> = new Set([402, 418, 423, 451])

/** Whether this status means no, whatever was asked. */
export const isOutright = (status: number): boolean => outright.has(status)

/**
 * Free questions first; one that costs a token only where that was agreed to. What is answered to everybody shows nothing
 * of a credential: the lists of many gateways are open, and what speaks for a local model asks nobody for a key at all.
 */
export async function tryOut(bench: Bench, credentials: readonly Presented[], signal: AbortSignal): Promise<Verdict> {
  const { endpoint, spend } = bench
  const model = bench.model ?? anyModel
  const questions: readonly (readonly [
    ask: (who: readonly Presented[]) => Question,
    cost: 'free' | 'empty' | 'spend',
  ])[] = [
    [freeQuestion, 'free'],
    [(who) => countQuestion(who, model), 'free'],
    [emptyQuestion, 'empty'],
    ...(spend ? [[(who: readonly Presented[]) => costlyQuestion(who, model), 'spend'] as const] : []),
  ]
  let open: { by: string; answer: Said } | null = null
  for (const [ask, cost] of questions) {
    const question = ask(credentials)
    const answer = await endpoint.ask(question, signal)
    const by = `${question.method} ${question.path}`
    if (isUnsaid(answer)) return { kind: 'unknown', because: `${by} got no answer (${answer.fault})` }
    const { status, headers, text } = answer
    const card = status < 400 ? null : matchSignatures({ status, headers, text }, signatures)
    if (status === 401 || status === 403 || (refusals.has(status) && card !== null) || outright.has(status))
      return { kind: 'refused', by, answer, card }
    if (status >= 500 || status === 429) return { kind: 'unknown', because: `${by} was not served (${status})` }
    const looked = status === 200 || (cost === 'empty' && (status === 400 || status === 422))
    if (!looked) continue
    // Anthropic's own API is known to ask everybody for a credential.
    const anybody = endpoint.place === null || cost === 'spend' ? null : await endpoint.ask(ask([]), signal)
    const refusesOthers = anybody !== null && !isUnsaid(anybody) && (anybody.status === 401 || anybody.status === 403)
    if (endpoint.place === null ? status === 200 : refusesOthers) return { kind: 'accepted', by, answer }
    if (cost === 'spend' && status === 200) return { kind: 'accepted', by, answer }
    if (status === 200) open ??= { by: `${by}, which asks nobody for a key`, answer }
  }
  if (open !== null) return { kind: 'accepted', ...open }
  return { kind: 'unknown', because: 'this endpoint answers no free question; --spend sends a message of one token' }
}

/** What a refusal means that no card knows. */
export const causeOfStatus = (status: number): Cause =>
  status === 403 ? 'permission' : status === 401 ? 'invalid-credential' : 'unknown'

/** Which of the five causes a refusal is: an own endpoint that does not know the credential wants another one. */
export function numberOfRefusal(cause: Cause, isDefault: boolean): { number?: CauseNumber } {
  if (cause === 'revoked' || cause === 'expired') return { number: 3 }
  if (cause === 'invalid-credential') return { number: isDefault ? 3 : 5 }
  if (cause === 'wrong-endpoint-or-header' || cause === 'missing-credential') return { number: 5 }
  return {}
}
