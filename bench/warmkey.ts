/** Starts the real program, `bin/warmkey serve`, with a configuration of its own. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { end, own, type Target } from './processes.ts'
import { upstreamKey } from './wire.ts'

export const launcher = join(import.meta.dir, '..', 'bin', 'warmkey')

export interface Serving {
  /** Path of the launcher; another checkout's to compare two states of the code. */
  readonly launcher: string
  readonly name: string
  readonly upstream: number
  /** A `source` block of the configuration. */
  readonly source: Readonly<Record<string, unknown>>
  /** What the `upstream` block says beside the address. */
  readonly speaks?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
}

/** A source that never changes: the key of the upstream in an environment variable. */
export const steadySource = { type: 'env', name: 'BENCH_KEY' } as const

/** The environment that every start of the program gets: nothing of the user's. */
export const bareEnv = (home: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: home,
  WARMKEY_CONFIG: join(home, 'config.jsonc'),
  BENCH_KEY: upstreamKey,
})

export async function startWarmkey(serving: Serving, directory: string): Promise<Target> {
  const home = join(directory, `${serving.name.replaceAll(' ', '-')}-${crypto.randomUUID()}`)
  mkdirSync(home)
  const profile = {
    source: serving.source,
    upstream: { url: `http://127.0.0.1:${serving.upstream}`, ...serving.speaks },
  }
  writeFileSync(join(home, 'config.jsonc'), JSON.stringify({ profiles: { bench: profile } }))
  const child = own(
    Bun.spawn([serving.launcher, 'serve', '--port', '0', '--json'], {
      env: { ...bareEnv(home), ...serving.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  )
  const { url, key } = await firstLine(child.stdout)
  return { name: serving.name, port: Number(new URL(url).port), key, pid: child.pid, stop: () => end(child) }
}

async function firstLine(stdout: ReadableStream<Uint8Array>): Promise<{ url: string; key: string }> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const bytes of stdout) {
    text += decoder.decode(bytes, { stream: true })
    if (text.includes('\n')) break
  }
  const printed: unknown = text === '' ? null : JSON.parse(text)
  const gateway = (printed as { gateways?: { url: string; key: string }[] } | null)?.gateways?.[0]
  if (gateway === undefined) throw new Error('warmkey ended before it listened')
  return gateway
}
