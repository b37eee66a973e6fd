import type { Credential } from '../credential/credential.ts'
import type { Held } from './body.ts'
import { excerptOf } from './excerpt.ts'
import { findModel } from './model.ts'
import { type Peeked, peek } from './peek.ts'
import type { ExchangeDeps, Incoming, Ready } from './ready.ts'
import { decide } from './verdict.ts'
import type { Verdict } from './verdict-facts.ts'

/** An answer that was looked at, with what was read of it. */
export interface Looked {
  readonly response: Response
  readonly peeked: Peeked
  readonly verdict: Verdict
}

/** Whether an answer needs no look at its body: every success that is not a web page, and faults of the upstream's own. */
export function passesUnread(response: Response, { path, upstream }: Incoming): boolean {
  const { status } = response
  if (status >= 300 && status < 500) return status === 304
  if (status >= 500) return status > 599 || (status !== 529 && upstream.rules.renewOn.length === 0)
  return !(upstream.dialect.inference(path) && page.test(response.headers.get('content-type') ?? ''))
}

const page = /^\s?(?:text\/html|application\/xhtml)/i

/** Reads the beginning of an answer and decides what is done about it; both are announced. */
export async function look(
  response: Response,
  incoming: Incoming,
  credential: Credential,
  deps: ExchangeDeps,
): Promise<Looked> {
  const { upstream, id } = incoming
  const peeked = await peek(response, deps.clock)
  const { expiresAtMs, issuedAtMs } = credential
  const verdict = decide({
    status: response.status,
    headers: response.headers,
    text: peeked.text,
    dialect: upstream.dialect.id,
    inference: upstream.dialect.inference(incoming.path),
    credential: { expiresAtMs, issuedAtMs, ttlMs: upstream.keeper.ttlMs, stable: upstream.keeper.source.stable },
    rules: upstream.rules,
    cards: deps.cards,
    nowMs: deps.clock.nowMs(),
  })
  deps.announce?.({
    type: 'verdict',
    exchange: id,
    verdict: verdict.kind,
    card: verdict.card?.id ?? null,
    why: verdict.why,
  })
  if (deps.announce !== null && response.status >= 400) {
    const excerpt = excerptOf(peeked.text, response.headers, response.status, verdict.card !== null)
    deps.announce({ type: 'failure', exchange: id, status: response.status, ...excerpt })
  }
  return { response, peeked, verdict }
}

/** What a refusal is remembered by: its card or its words, the model and the path, so that another one has its own renewal. */
export const refusalKey = ({ response, peeked, verdict }: Looked, { held, path }: Ready): string =>
  `${verdict.card?.id ?? bodyHash(response.status, peeked.text)} ${modelOf(held)} ${path}`

/** The same refusal has the same hash: ids, times and numbers in it do not count. */
const bodyHash = (status: number, text: string): string =>
  `${status}:${Bun.hash(text.slice(0, 4096).replace(/req_[A-Za-z0-9]+|[0-9a-f-]{16,}|\d+/g, '#')).toString(36)}`

function modelOf(held: Held): string {
  if (held.kind !== 'bytes') return '-'
  const place = findModel(held.bytes)
  return place.kind === 'at' ? place.name : '-'
}
