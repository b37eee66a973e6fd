import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, type Outcome, ok, skip } from '../check.ts'
import { createEndpoint, isUnsaid } from '../endpoint.ts'
import { toSet } from '../fixes/set-variable.ts'
import { withoutClientCertificate } from '../network/client-tls.ts'
import { type Known, knownEndpoints } from '../network/other-endpoints.ts'

/** A new connection to the one in use takes as many times longer than to another of the same dialect, … */
const times = 3
/** … and as many milliseconds more: less is nothing that a person feels beside an answer. */
const moreMs = 500

export interface Measured {
  readonly known: Known
  /** Milliseconds of a new connection with its TLS, the quicker of two; `null` where there was none. */
  readonly tookMs: number | null
  readonly fault: string
}

/** Every API that is set up here, by the time that a new connection takes. No request and no credential is sent. */
export const endpointsCompared: Check = {
  id: 'endpoints-compared',
  title: 'Endpoints compared',
  group: 'network',
  needs: ['base-url', 'proxy-variables', 'client-certificate'],
  network: true,
  async run(bench, signal) {
    const known = knownEndpoints(bench)
    if (known.length < 2) return doesNotApply('there is one alone')
    return judged(bench, await Promise.all(known.map((each) => measure(each, bench, signal))))
  },
}

/** What the times say. */
export function judged(bench: Bench, measured: readonly Measured[]): Outcome {
  const lines = measured.map(
    ({ known: { url, inUse, places }, tookMs, fault }) =>
      `${url.host} ${tookMs === null ? fault : `${Math.round(tookMs)} ms`} (${inUse ? 'in use' : places.join(', ')})`,
  )
  if (measured.every(({ tookMs }) => tookMs === null)) return skip(`none is reached: ${lines.join('; ')}`)
  const used = measured.find(({ known: { inUse } }) => inUse)
  const same = measured.filter((each) => each !== used && each.known.dialect === used?.known.dialect)
  const quickest = same.filter(({ tookMs }) => tookMs !== null).toSorted((a, b) => (a.tookMs ?? 0) - (b.tookMs ?? 0))[0]
  const usedMs = used?.tookMs ?? null
  const quickMs = quickest?.tookMs ?? null
  if (used === undefined || usedMs === null || quickest === undefined || quickMs === null) return ok(lines.join('; '))
  if (usedMs < times * quickMs || usedMs - quickMs < moreMs) return ok(lines.join('; '))
  const { url, profile, places } = quickest.known
  return {
    status: 'warn',
    cause: 'timeout',
    summary: `A new connection to ${used.known.url.host}, which is in use, takes ${Math.round(usedMs)} ms, and one to ${url.host} (${places.join(', ')}) ${Math.round(quickMs)} ms.`,
    evidence: lines,
    fix:
      profile !== null
        ? `Type: warmkey run --profile ${profile} -- claude`
        : toSet(bench, 'ANTHROPIC_BASE_URL', url.href.replace(/\/$/, '')).fix,
  }
}

async function measure(known: Known, { clientEnv, clock }: Bench, signal: AbortSignal): Promise<Measured> {
  const { url, proxy } = known
  const there = createEndpoint({
    url: url.href,
    place: null,
    trusted: true,
    env: withoutClientCertificate(clientEnv),
    clock,
    ...(proxy === undefined ? {} : { proxy }),
  })
  let tookMs: number | null = null
  for (let turn = 0; turn < 2; turn++) {
    const startedMs = clock.monotonicMs()
    const done = url.protocol === 'https:' ? await there.handshake(signal) : await there.reach(signal)
    if (isUnsaid(done)) return { known, tookMs, fault: done.fault }
    tookMs = Math.min(tookMs ?? Number.POSITIVE_INFINITY, clock.monotonicMs() - startedMs)
    // Whoever was that slow once is not asked again.
    if (tookMs > 2 * moreMs) break
  }
  return { known, tookMs, fault: '' }
}
