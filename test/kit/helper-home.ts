import { statSync } from 'node:fs'
import { checkout, clientEnv, warmkey } from './living-client.ts'
import type { Scratch } from './scratch.ts'

/** A home as people set it up: a configuration with one profile, and a helper script that runs `warmkey token`. */
export interface HelperHome {
  /** What the client and warmkey see. */
  readonly env: Record<string, string>
  readonly cwd: string
  /** How often the client ran its helper. */
  runs(): number
  /** When it ran it last, milliseconds since the epoch. */
  lastRunMs(): number
}

export interface HelperHomeOptions {
  readonly source: object
  readonly upstreamUrl: string
  /** TTL of the client. Default: its own, 5 min. */
  readonly ttlMs?: number
}

/** Everything lies where it lies on a machine: `~/.claude`, `~/.config/warmkey`, `~/.local/state`. */
export function helperHome(scratch: Scratch, { source, upstreamUrl, ttlMs }: HelperHomeOptions): HelperHome {
  scratch.write('project/readme', '')
  scratch.write(
    'home/.config/warmkey/config.jsonc',
    JSON.stringify({ listen: { port: 0 }, profiles: { work: { source, upstream: { url: upstreamUrl } } } }),
  )
  scratch.write(
    'home/.claude/get-api-key.sh',
    `#!/bin/sh\necho run >> '${scratch.path('helper.runs')}'\n'${warmkey}' token --profile work\n`,
    0o700,
  )
  scratch.write(
    'home/.claude/settings.json',
    JSON.stringify({
      apiKeyHelper: '~/.claude/get-api-key.sh',
      env: {
        ANTHROPIC_BASE_URL: upstreamUrl,
        ...(ttlMs === undefined ? {} : { CLAUDE_CODE_API_KEY_HELPER_TTL_MS: String(ttlMs) }),
      },
    }),
  )
  const lines = () => scratch.read('helper.runs').split('\n').filter(Boolean)
  return {
    env: clientEnv(scratch),
    cwd: scratch.path('project'),
    runs: () => lines().length,
    lastRunMs: () => statSync(scratch.path('helper.runs')).mtimeMs,
  }
}

/** `warmkey serve` in front, with the configuration of this home; answers on its control socket when this resolves. */
export async function startDaemon({
  env,
}: Pick<HelperHome, 'env'>): Promise<AsyncDisposable & { readonly pid: number }> {
  const child = Bun.spawn([warmkey, 'serve', '--json'], {
    env,
    cwd: checkout,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const reader = child.stdout.getReader()
  const { done } = await reader.read()
  reader.releaseLock()
  if (done) throw new Error(`warmkey serve ended with code ${await child.exited}`)
  return {
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      child.kill()
      await child.exited
    },
  }
}

/** What `warmkey token` printed. */
export interface Printed {
  readonly out: string
  readonly err: string
  readonly code: number
}

/** Runs `warmkey` with these arguments, with no client above it that could be told. */
export async function printed(args: readonly string[], env: Record<string, string>): Promise<Printed> {
  const child = Bun.spawn([warmkey, ...args], { env, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  return { out, err, code }
}
