import type { Bench } from '../bench.ts'
import { createEndpoint, isUnsaid } from '../endpoint.ts'
import { emptyQuestion } from '../questions.ts'

/** Where gateways and providers put the Messages API beside what they speak otherwise. */
const prefixes = ['/anthropic', '/api/anthropic', '/api', '/apps/anthropic', '/claude', '/llm']
/** Statuses with which an API says that it knows the path and not who asks, or what is asked. */
const known: ReadonlySet<number> = new Set([400, 401, 403, 415, 422])

/**
 * Another address of the same host at which somebody knows `POST /v1/messages`; `null` where none is found. Nothing is
 * asked there and no credential is sent. Only for a host that does not know that path at the address that is set: one that
 * refuses everybody before it looks at the path would seem to know every address.
 */
export async function otherAddress({ endpoint, clientEnv, clock }: Bench, signal: AbortSignal): Promise<string | null> {
  const { parsed, place, trusted } = endpoint
  if (parsed === null || !trusted) return null
  const own = parsed.pathname.replace(/\/+$/, '')
  const paths = [...new Set([...prefixes.map((prefix) => own + prefix), '', ...prefixes])].filter(
    (path) => path !== own,
  )
  // Whoever answers so to a path that nobody has says nothing with it.
  const tried = await Promise.all(
    [...paths, '/nobody-has-this'].map(async (path) => {
      const url = parsed.origin + path
      const there = createEndpoint({ url, place, trusted, env: clientEnv, clock })
      const answer = await there.ask(emptyQuestion([]), signal)
      return !isUnsaid(answer) && known.has(answer.status) && /^\s*\{/.test(answer.text) ? url : null
    }),
  )
  const nobodys = tried.pop()
  return nobodys === null ? (tried.find((url) => url !== null) ?? null) : null
}
