/** How long a diagnosis takes at most: where everything hangs, and where nobody is asked. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { blackHole, canNetwork, ownNetwork } from '../test/kit/own-network.ts'
import { absent, type Figure, ms } from './figures.ts'
import { launcher } from './warmkey.ts'

const offlineMs = 1_000
const worstMs = 10_000

/** The slowest of `times` runs offline, and one run in a network that loses everything, with a helper and a daemon that hang. */
export async function doctorFigures(directory: string, times: number): Promise<Figure[]> {
  const home = join(directory, 'doctor')
  for (const folder of ['.claude', 'project', 'state/warmkey']) mkdirSync(join(home, folder), { recursive: true })
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_STATE_HOME: join(home, 'state'),
    ANTHROPIC_BASE_URL: 'https://llm.example.com',
    ANTHROPIC_AUTH_TOKEN: 'fake-key-0123456789',
  }
  const cwd = join(home, 'project')
  const offline: number[] = []
  for (let time = 0; time < times; time++) offline.push(await runMs([launcher, 'doctor', '--offline'], env, cwd))
  const figures = [figure('`warmkey doctor --offline`, the slowest', Math.max(...offline), offlineMs)]
  const what = '`warmkey doctor` where name servers, endpoint, helper and daemon hang'
  if (!canNetwork())
    return [...figures, absent(what, `≤ ${worstMs / 1000} s`, 'a network namespace cannot be made here')]

  const hangs = join(home, 'hangs.sh')
  writeFileSync(hangs, '#!/bin/sh\ntrap "" TERM\nwhile :; do sleep 1; done\n', { mode: 0o755 })
  writeFileSync(join(home, '.claude', 'settings.json'), JSON.stringify({ apiKeyHelper: hangs }))
  const resolver = join(home, 'resolv.conf')
  writeFileSync(resolver, 'nameserver 198.51.100.9\n')
  // It takes the question and never answers.
  const daemon = Bun.listen({
    unix: join(home, 'state', 'warmkey', 'control.sock'),
    socket: { data() {} },
  })
  await using network = await ownNetwork(`mount --bind ${resolver} "$(realpath /etc/resolv.conf)"; ${blackHole}`)
  const { ANTHROPIC_AUTH_TOKEN: _, ...withoutKey } = env
  const tookMs = await runMs([...network.inside(cwd), launcher, 'doctor'], withoutKey, cwd)
  daemon.stop(true)
  return [...figures, figure(what, tookMs, worstMs)]
}

async function runMs(argv: string[], env: Record<string, string>, cwd: string): Promise<number> {
  const startedMs = performance.now()
  const child = Bun.spawn(argv, { env, cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  if ((await child.exited) > 1) throw new Error(`${argv.join(' ')} ended with code ${child.exitCode}`)
  return performance.now() - startedMs
}

const figure = (what: string, tookMs: number, mostMs: number): Figure => ({
  what,
  value: ms(tookMs),
  budget: `≤ ${mostMs / 1000} s`,
  kept: tookMs <= mostMs,
})
