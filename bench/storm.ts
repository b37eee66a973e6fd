/** A thousand requests in flight, and their key expires: who asks the source how often, who fails, how long does it take? */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, ms, quantile } from './figures.ts'
import type { Outcome } from './load.ts'
import type { Target, UpstreamProcess } from './processes.ts'
import { send } from './streams.ts'
import { launcher, startWarmkey } from './warmkey.ts'
import { realBody, upstreamKey } from './wire.ts'

/** How long the source of the storm takes for each key, milliseconds. */
const mintMs = 300

const keyNumber = (number: number): string => upstreamKey.replace(/\d+$/, String(number))

/** A program that mints another key at each call, and keeps count. */
function writeMint(directory: string): { command: string[]; calls(): number } {
  mkdirSync(directory)
  const log = join(directory, 'calls')
  writeFileSync(log, '')
  const file = join(directory, 'mint.sh')
  writeFileSync(
    file,
    `sleep ${mintMs / 1000}\necho call >> '${log}'\necho "${keyNumber(0).slice(0, -1)}$(wc -l < '${log}')"\n`,
  )
  return { command: ['/bin/sh', file], calls: () => readFileSync(log, 'utf8').split('\n').length - 1 }
}

/** All requests are held upstream until the last has arrived; answers are timed from that moment. */
async function flood(upstream: UpstreamProcess, target: Target, count: number, then: string) {
  const { opened } = await upstream.gate(count, then)
  const load = { port: target.port, key: target.key, count, bodyBytes: realBody, streams: false, overMs: count / 2 }
  const [outcome, openedAtMs] = await Promise.all([send(load), opened])
  return { outcome, afterMs: outcome.firstByteAtMs.map((atMs) => atMs - openedAtMs) }
}

export async function stormFigures(
  upstream: UpstreamProcess,
  directory: string,
  count: number,
  calmed: () => Promise<void>,
): Promise<Figure[]> {
  const mint = writeMint(join(directory, 'mint'))
  const source = { type: 'command', command: mint.command }
  const warmkey = await startWarmkey({ launcher, name: 'storm', upstream: upstream.port, source }, directory)
  await calmed()
  const calm = await flood(upstream, warmkey, count, keyNumber(1))
  const storm = await flood(upstream, warmkey, count, keyNumber(2))
  await warmkey.stop()
  await upstream.accept(upstream.key)
  const calls = mint.calls() - 1
  const failed = count - calm.outcome.whole + count - storm.outcome.whole
  const faults: Outcome['faults'] = [...calm.outcome.faults, ...storm.outcome.faults]
  const added = (share: number) => quantile(storm.afterMs, share) - quantile(calm.afterMs, share)
  const name = `key expires under ${count.toLocaleString('en-GB')} requests in flight`
  return [
    { what: `${name}: calls to the source`, value: String(calls), budget: '1', kept: calls === 1 },
    {
      what: `${name}: failed requests`,
      value: String(failed),
      budget: '0',
      kept: failed === 0,
      ...(faults.length === 0 ? {} : { note: faults.slice(0, 2).join('; ') }),
    },
    {
      what: `${name}: added to the first answer`,
      value: ms(added(0)),
      budget: `the source's own time (${mintMs} ms, and the start of its program)`,
      kept: added(0) <= mintMs + 100,
      note: `p50 ${ms(added(0.5))}, last ${ms(added(1))}; the rest is sending ${Math.round((count * realBody) / 1e6)} MB once more`,
    },
  ]
}
