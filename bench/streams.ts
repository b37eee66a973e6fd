/** Many paced streams at once: is every event there, in time, and what does holding their bodies cost in memory? */
import { type Figure, MB, median, ms, quantile } from './figures.ts'
import type { Load, Outcome } from './load.ts'
import { own, residentMB, type Target, type UpstreamProcess } from './processes.ts'
import { events, paceMs, realBody } from './wire.ts'

/** Carries a load out in a process of its own. */
export async function send(load: Load): Promise<Outcome> {
  const argv = [process.execPath, `${import.meta.dir}/load.ts`, JSON.stringify(load)]
  const child = own(Bun.spawn(argv, { stdio: ['ignore', 'pipe', 'inherit'] }))
  const text = await new Response(child.stdout).text()
  await child.exited
  return JSON.parse(text) as Outcome
}

interface Memory {
  readonly outcome: Outcome
  /** Resident memory, MB of 2^20 bytes; `null` where the system has no /proc. */
  readonly idleMB: number | null
  readonly peakMB: number | null
  /** Half a second before the streams end: all bodies are released, all streams run. */
  readonly streamingMB: number | null
  /** Some seconds after the last byte. */
  readonly afterMB: number | null
}

/**
 * The worst case for memory: no answer begins before the last request has arrived, so that all bodies are held at one
 * moment.
 */
async function holdAll(upstream: UpstreamProcess, target: Target, streams: number, restMs: number): Promise<Memory> {
  const idleMB = residentMB(target.pid)
  const { opened } = await upstream.gate(streams, upstream.key)
  const sampled = opened.then(async () => {
    await Bun.sleep((events - 3) * paceMs)
    return residentMB(target.pid)
  })
  const outcome = await send({ ...loadOf(target, streams), overMs: streams / 2 })
  const streamingMB = await sampled
  const peakMB = residentMB(target.pid, 'peak')
  await Bun.sleep(restMs)
  return { outcome, idleMB, peakMB, streamingMB, afterMB: residentMB(target.pid) }
}

const loadOf = ({ port, key }: Target, streams: number): Omit<Load, 'overMs'> => ({
  port,
  key,
  count: streams,
  bodyBytes: realBody,
  streams: true,
})

/** Streams that begin one each millisecond; for each target the time to the first byte at a share of all streams. */
async function firstBytes({ targets, streams, rounds, calm }: StreamPlan): Promise<Map<string, Outcome[]>> {
  const all = new Map(targets.map(({ name }) => [name, [] as Outcome[]]))
  for (let round = 0; round < rounds; round++) {
    await calm()
    for (const target of targets)
      all.get(target.name)?.push(await send({ ...loadOf(target, streams), overMs: streams }))
  }
  return all
}

export interface StreamPlan {
  readonly upstream: UpstreamProcess
  readonly warmkey: Target
  /** Everything that is measured for the first byte, `direct` and `warmkey` among them. */
  readonly targets: readonly Target[]
  readonly streams: number
  readonly rounds: number
  readonly restMs: number
  /** Waits for a calm moment before each round. */
  calm(): Promise<void>
}

export async function streamFigures(plan: StreamPlan): Promise<Figure[]> {
  const { upstream, warmkey, targets, streams, restMs } = plan
  await plan.calm()
  const memory = await holdAll(upstream, warmkey, streams, restMs)
  const first = await firstBytes(plan)
  const outcomes = [memory.outcome, ...(first.get('warmkey') ?? [])]
  const broken = outcomes.reduce((sum, { whole }) => sum + streams - whole, 0)
  const faults = outcomes.flatMap((outcome) => outcome.faults)
  const gapMs = Math.max(...outcomes.map(({ longestGapMs }) => longestGapMs))
  const heldMB = (streams * realBody) / 2 ** 20
  const name = `${streams.toLocaleString('en-GB')} paced streams`
  const at = (target: string, share: number) =>
    median((first.get(target) ?? []).map(({ firstByteMs }) => quantile(firstByteMs, share)))
  const added = at('warmkey', 0.99) - at('direct', 0.99)
  const limitMB = 2 * heldMB + 60
  const below = (value: number | null, limit: number) => (value === null ? null : value <= limit)
  return [
    {
      what: `${name}, each whole and in order`,
      value: broken === 0 ? 'all' : `${broken} broken`,
      budget: 'all',
      kept: broken === 0,
      ...(faults.length === 0 ? {} : { note: faults.slice(0, 2).join('; ') }),
    },
    {
      what: `${name}, longest silence between two events`,
      value: ms(gapMs),
      budget: `≤ ${ms(10 * paceMs)}`,
      kept: gapMs <= 10 * paceMs,
    },
    {
      what: `${name}, memory while all bodies are held (${MB(heldMB)})`,
      value: MB(memory.peakMB),
      budget: `≤ ${MB(limitMB)} (twice the bodies, and 60)`,
      kept: below(memory.peakMB, limitMB),
      note: `${MB(memory.idleMB)} before`,
    },
    {
      what: `${name}, memory while they run and no body is held`,
      value: MB(memory.streamingMB),
      budget: '≤ 150 MB',
      kept: below(memory.streamingMB, 150),
      note: `${MB(memory.afterMB)} ${restMs / 1000} s after the last`,
    },
    {
      what: `${name}, one begun each millisecond: added to the first byte, p99`,
      value: ms(added),
      budget: '≤ 1 ms',
      kept: added <= 1,
      note: targets
        .map(({ name: target }) => `${target} ${ms(at(target, 0.5))} p50, ${ms(at(target, 0.99))} p99`)
        .join('; '),
    },
  ]
}
