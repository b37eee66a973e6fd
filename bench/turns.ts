/** Measures targets in turns, and knows which rounds other programs of the machine have disturbed. */
import { cpuMs, machineMs, type Target } from './processes.ts'
import { type WrkLoad, type WrkResult, wrk } from './wrk.ts'

/** What one target did in one round. */
export interface Turn extends WrkResult {
  /** CPU time of the target's process for one request, microseconds; `null` where it cannot be known. */
  readonly cpuMicros: number | null
}

export interface Round {
  readonly turns: ReadonlyMap<string, Turn>
  /** The largest share of the CPUs that programs which are no part of this had in one turn, 0 to 1; `null` as above. */
  readonly others: number | null
}

export interface Measured {
  readonly rounds: readonly Round[]
  /** Rounds that were left out, because others had more of the CPUs than {@link tolerated}. */
  readonly left: number
}

export interface Plan extends WrkLoad {
  readonly program: string
  /** Rounds that are wanted; up to twice as many are made where others disturb them. */
  readonly rounds: number
  readonly directory: string
  /** Waits for a calm moment before each round. */
  calm(): Promise<void>
}

/** Share of the CPUs that others may have in a round that counts: then the ratios still move by a tenth. */
const tolerated = 0.1
/** Fewer rounds than these are not enough to leave the others out. */
const enough = 3

/** Every target once in each round, so that whatever else the machine does meets all of them. */
export async function inTurns(targets: readonly Target[], plan: Plan): Promise<Measured> {
  for (const target of targets) await wrk(plan.program, target, { ...plan, seconds: 1 }, plan.directory)
  const rounds: Round[] = []
  const calm = (): Round[] => rounds.filter(({ others }) => others === null || others <= tolerated)
  while (calm().length < plan.rounds && rounds.length < 2 * plan.rounds) {
    await plan.calm()
    rounds.push(await oneRound(targets, plan))
  }
  const counted = calm().length >= Math.min(enough, plan.rounds) ? calm() : rounds
  return { rounds: counted, left: rounds.length - counted.length }
}

/** Waits until nobody else uses the CPUs, `patienceMs` in all over all its calls. */
export function createCalm(patienceMs: number): () => Promise<void> {
  let leftMs = patienceMs
  const windowMs = 1000
  return async () => {
    for (;;) {
      const before = machineMs()
      if (before === null || leftMs <= 0) return
      await Bun.sleep(windowMs)
      leftMs -= windowMs
      const after = machineMs()
      if (after !== null && (after.busy - before.busy) / (after.all - before.all) < tolerated / 2) return
    }
  }
}

async function oneRound(targets: readonly Target[], plan: Plan): Promise<Round> {
  const turns = new Map<string, Turn>()
  const upstream = targets.find(({ name }) => name === 'direct')
  let others: number | null = null
  for (const target of targets) {
    const parts = upstream === undefined || upstream === target ? [target] : [target, upstream]
    const ofParts = () => parts.reduce((sum, { pid }) => sum + (cpuMs(pid) ?? 0), 0)
    const before = { own: cpuMs(target.pid), parts: ofParts(), machine: machineMs() }
    const result = await wrk(plan.program, target, plan, plan.directory)
    const own = cpuMs(target.pid)
    const machine = machineMs()
    const requests = result.requestsPerSecond * plan.seconds
    const cpuMicros = own === null || before.own === null ? null : ((own - before.own) * 1000) / requests
    turns.set(target.name, { ...result, cpuMicros })
    if (machine === null || before.machine === null) continue
    const ours = ofParts() - before.parts + result.ownCpuMs
    const foreign = machine.busy - before.machine.busy - ours
    others = Math.max(others ?? 0, foreign / (machine.all - before.machine.all))
  }
  return { turns, others }
}
