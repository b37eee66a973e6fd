/** How long a helper takes, beside curl with the same question on the same socket. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { absent, type Figure, median, ms } from './figures.ts'
import { whereIs } from './peers.ts'
import { end, own } from './processes.ts'
import { launcher } from './warmkey.ts'

const most = 2.5
const budget = `≤ ${most} × curl`

/** Starts a daemon in a home of its own, asks it `times` times each way in turns, and ends it. */
export async function tokenFigures(directory: string, times: number): Promise<Figure[]> {
  const curl = whereIs('curl')
  if (curl === null) return [absent('`warmkey token`, warm', budget, 'curl is not installed')]
  const home = join(directory, 'token')
  mkdirSync(join(home, '.config', 'warmkey'), { recursive: true })
  const profile = { source: { type: 'env', name: 'BENCH_KEY' }, upstream: { url: 'http://127.0.0.1:9' } }
  const config = JSON.stringify({ listen: { port: 0 }, profiles: { bench: profile } })
  writeFileSync(join(home, '.config', 'warmkey', 'config.jsonc'), config)
  const state = join(home, 'state')
  const env = { PATH: process.env.PATH ?? '', HOME: home, XDG_STATE_HOME: state, BENCH_KEY: 'fake-key-0123456789' }
  const daemon = own(Bun.spawn([launcher, 'serve', '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] }))
  try {
    // Its first line says that it listens.
    const { done } = await daemon.stdout.getReader().read()
    if (done) throw new Error('warmkey ended before it listened')
    const socket = join(
      process.platform === 'darwin' ? join(home, 'Library', 'Application Support') : state,
      'warmkey',
      'control.sock',
    )
    const ask = [curl, '--silent', '--fail', '--unix-socket', socket]
    const question = ['--header', 'content-type: application/json', '--data', '{"ttlMs":300000,"client":null}']
    // As Claude Code runs it: then the client above it is looked for as well.
    const asHelper = { ...env, AI_AGENT: 'claude-code_2-1-329_harness', CLAUDE_CODE_API_KEY_HELPER_TTL_MS: '0' }
    const [curlToken, token, curlLine, line] = await inTurns(times, [
      { argv: [...ask, ...question, 'http://warmkey/v1/token'], env },
      { argv: [launcher, 'token'], env: asHelper },
      { argv: [...ask, 'http://warmkey/v1/statusline'], env },
      { argv: [launcher, 'statusline'], env },
    ])
    return [figure('`warmkey token`, warm', token, curlToken), figure('`warmkey statusline`', line, curlLine)]
  } finally {
    await end(daemon)
  }
}

function figure(what: string, own = Number.NaN, curl = Number.NaN): Figure {
  const times = own / curl
  return {
    what,
    value: `${times.toFixed(2)} × curl`,
    budget,
    kept: times <= most,
    note: `${ms(own)}, curl ${ms(curl)}`,
  }
}

interface Program {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Median wall time of each, milliseconds; the first round warms up and does not count. */
async function inTurns(times: number, programs: readonly Program[]): Promise<number[]> {
  const took = programs.map((): number[] => [])
  for (let round = 0; round <= times; round++) {
    for (const [index, { argv, env }] of programs.entries()) {
      const startedMs = performance.now()
      const child = Bun.spawn([...argv], { env, stdio: ['ignore', 'ignore', 'inherit'] })
      if ((await child.exited) !== 0) throw new Error(`${argv.join(' ')} ended with code ${child.exitCode}`)
      if (round > 0) took[index]?.push(performance.now() - startedMs)
    }
  }
  return took.map(median)
}
