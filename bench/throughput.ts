/** Requests per second and the time that a proxy adds to one request, all targets in turns within one run. */
import { absent, count, type Figure, median, ms } from './figures.ts'
import { cpuMs, machineMs, type Target } from './processes.ts'
import { realBody } from './wire.ts'
import { type WrkLoad, type WrkResult, wrk } from './wrk.ts'

export interface Series {
  readonly rounds: readonly WrkResult[]
  /** CPU time of the target's process for one request, microseconds, by round; empty where it cannot be known. */
  readonly cpuMicros: readonly number[]
  /** Share of the machine's CPU time that went to programs that are no part of this, 0 to 1, by round. */
  readonly others: readonly number[]
}

export interface Turns extends WrkLoad {
  readonly program: string
  readonly rounds: number
  readonly directory: string
}

/** Every target once in each round, so that whatever else the machine does meets all of them. */
export async function inTurns(targets: readonly Target[], turns: Turns): Promise<ReadonlyMap<string, Series>> {
  const empty = () => ({ rounds: [] as WrkResult[], cpuMicros: [] as number[], others: [] as number[] })
  const series = new Map(targets.map(({ name }) => [name, empty()]))
  const pids = (target: Target) =>
    new Set([target.pid, ...targets.filter(({ name }) => name === 'direct').map(({ pid }) => pid)])
  const ofParts = (target: Target) => [...pids(target)].reduce((sum, pid) => sum + (cpuMs(pid) ?? 0), 0)
  for (const target of targets) await wrk(turns.program, target, { ...turns, seconds: 1 }, turns.directory)
  for (let round = 0; round < turns.rounds; round++) {
    for (const target of targets) {
      const before = { own: cpuMs(target.pid), parts: ofParts(target), machine: machineMs() }
      const result = await wrk(turns.program, target, turns, turns.directory)
      const after = { own: cpuMs(target.pid), parts: ofParts(target), machine: machineMs() }
      const own = series.get(target.name)
      own?.rounds.push(result)
      if (before.own !== null && after.own !== null)
        own?.cpuMicros.push(((after.own - before.own) * 1000) / (result.requestsPerSecond * turns.seconds))
      if (before.machine !== null && after.machine !== null) {
        const ours = after.parts - before.parts + result.ownCpuMs
        const busy = after.machine.busy - before.machine.busy
        own?.others.push(Math.max(0, busy - ours) / (after.machine.all - before.machine.all))
      }
    }
  }
  return series
}

const rate = (series: Series | undefined): number[] =>
  series?.rounds.map(({ requestsPerSecond }) => requestsPerSecond) ?? []

/** Rate of warmkey by the rate of another in the same round, over all rounds. */
function ratio(all: ReadonlyMap<string, Series>, peer: string): number {
  const others = rate(all.get(peer))
  return median(rate(all.get('warmkey')).map((own, round) => own / (others[round] ?? Number.NaN)))
}

const against = (all: ReadonlyMap<string, Series>, peer: string, least: number): Figure => {
  const what = `throughput, ${bodyOf(realBody)}, 32 connections: warmkey by ${peer}`
  const budget = `≥ ${least}`
  if (!all.has(peer)) return absent(what, budget, `${peer} is not installed here`)
  const measured = ratio(all, peer)
  return { what, value: measured.toFixed(2), budget, kept: measured >= least }
}

const bodyOf = (bytes: number): string => `${Math.round(bytes / 1000)} KB POST`

/** What every target did, for information. */
function rates(all: ReadonlyMap<string, Series>, bytes: number): Figure[] {
  return [...all].map(([name, series]) => ({
    what: `${name}, ${bodyOf(bytes)}, 32 connections`,
    value: `${count(median(rate(series)))} requests/s`,
    budget: null,
    kept: null,
    ...(series.cpuMicros.length === 0 ? {} : { note: `${median(series.cpuMicros).toFixed(0)} µs of CPU each` }),
  }))
}

/** How much of the machine somebody else used meanwhile; above a tenth the ratios mean little. */
function othersFigure(all: ReadonlyMap<string, Series>): Figure[] {
  const shares = [...all.values()].flatMap(({ others }) => others)
  if (shares.length === 0) return []
  const value = `${Math.round(median(shares) * 100)} % of the CPUs`
  return [{ what: 'other programs during the throughput rounds', value, budget: null, kept: null }]
}

export const throughputFigures = (real: ReadonlyMap<string, Series>, small: ReadonlyMap<string, Series>): Figure[] => [
  against(real, 'nginx tuned', 0.7),
  against(real, 'nginx as installed', 3),
  ...othersFigure(real),
  ...rates(real, realBody),
  ...rates(small, 2_000),
]

/** What warmkey adds to one request by what nginx adds, at the median and at the 99th percentile. */
export function addedFigures(all: ReadonlyMap<string, Series>): Figure[] {
  return (['p50Ms', 'p99Ms'] as const).map((field) => {
    const what = `added to one request, ${bodyOf(realBody)}, 1 connection, ${field.slice(0, 3)}: warmkey by nginx tuned`
    const budget = '≤ 2'
    const of = (name: string) => median(all.get(name)?.rounds.map((round) => round[field]) ?? [])
    if (!all.has('nginx tuned')) return absent(what, budget, 'nginx is not installed here')
    const [direct, own, peer] = [of('direct'), of('warmkey') - of('direct'), of('nginx tuned') - of('direct')]
    const note = `${ms(own)} against ${ms(peer)} on ${ms(direct)} direct`
    if (peer <= 0) return absent(what, budget, `${note}: the noise is larger than what is added`)
    return { what, value: (own / peer).toFixed(1), budget, kept: own <= 2 * peer, note }
  })
}
