/** Requests per second and the time that a proxy adds to one request, as figures with their budgets. */
import { absent, count, type Figure, median, ms } from './figures.ts'
import type { Measured, Turn } from './turns.ts'
import { realBody } from './wire.ts'

const of = ({ rounds }: Measured, name: string, field: 'requestsPerSecond' | 'p50Ms' | 'p99Ms'): number =>
  median(rounds.flatMap(({ turns }) => turns.get(name)?.[field] ?? []))

/** Rate of warmkey by the rate of another in the same round; the median of the rounds. */
const ratio = ({ rounds }: Measured, peer: string): number =>
  median(
    rounds.map(
      ({ turns }) => (turns.get('warmkey')?.requestsPerSecond ?? 0) / (turns.get(peer)?.requestsPerSecond ?? 0),
    ),
  )

const has = ({ rounds }: Measured, name: string): boolean => rounds.some(({ turns }) => turns.has(name))

const against = (all: Measured, peer: string, least: number): Figure => {
  const what = `throughput, ${bodyOf(realBody)}, 32 connections: warmkey by ${peer}`
  const budget = `≥ ${least}`
  if (!has(all, peer)) return absent(what, budget, `${peer} is not installed here`)
  const measured = ratio(all, peer)
  return { what, value: measured.toFixed(2), budget, kept: measured >= least }
}

const bodyOf = (bytes: number): string => `${Math.round(bytes / 1000)} KB POST`

/** What every target did, for information. */
function rates(all: Measured, bytes: number): Figure[] {
  const names = [...(all.rounds[0]?.turns.keys() ?? [])]
  const known = (turn: Turn | undefined): number[] => (turn?.cpuMicros == null ? [] : [turn.cpuMicros])
  return names.map((name) => {
    const cpuMicros = all.rounds.flatMap(({ turns }) => known(turns.get(name)))
    return {
      what: `${name}, ${bodyOf(bytes)}, 32 connections`,
      value: `${count(of(all, name, 'requestsPerSecond'))} requests/s`,
      budget: null,
      kept: null,
      ...(cpuMicros.length === 0 ? {} : { note: `${median(cpuMicros).toFixed(0)} µs of CPU each` }),
    }
  })
}

/** How much of the machine somebody else used meanwhile. */
function othersFigure({ rounds, left }: Measured): Figure[] {
  const shares = rounds.flatMap(({ others }) => others ?? [])
  if (shares.length === 0) return []
  const value = `${Math.round(median(shares) * 100)} % of the CPUs`
  const note = `${rounds.length} rounds counted, ${left} left out for what others did`
  return [{ what: 'other programs during the throughput rounds', value, budget: null, kept: null, note }]
}

export const throughputFigures = (real: Measured, small: Measured): Figure[] => [
  against(real, 'nginx tuned', 0.7),
  against(real, 'nginx as installed', 3),
  ...othersFigure(real),
  ...rates(real, realBody),
  ...rates(small, 2_000),
]

/** What warmkey adds to one request by what nginx adds, at the median and at the 99th percentile. */
export function addedFigures(all: Measured): Figure[] {
  return (['p50Ms', 'p99Ms'] as const).map((field) => {
    const what = `added to one request, ${bodyOf(realBody)}, 1 connection, ${field.slice(0, 3)}: warmkey by nginx tuned`
    const budget = '≤ 2'
    if (!has(all, 'nginx tuned')) return absent(what, budget, 'nginx is not installed here')
    const direct = of(all, 'direct', field)
    const own = of(all, 'warmkey', field) - direct
    const peer = of(all, 'nginx tuned', field) - direct
    const note = `${ms(own)} against ${ms(peer)} on ${ms(direct)} direct`
    if (peer <= 0) return absent(what, budget, `${note}: the noise is larger than what is added`)
    return { what, value: (own / peer).toFixed(1), budget, kept: own <= 2 * peer, note }
  })
}
