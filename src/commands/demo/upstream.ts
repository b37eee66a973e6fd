import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '../../../emulator/emulator.ts'
import type { Clock } from '../../clock.ts'
import { closedRuntime } from './launcher.ts'

/** The model that every prompt of the demo asks for, and the only one that a key may be barred from. */
export const model = 'claude-sonnet-5'

/** A strict API on loopback whose keys are minted by a real command, and a directory for everything of the demo. */
export interface DemoUpstream {
  readonly url: string
  /** A directory of this demo alone; it is gone after `close`. */
  readonly directory: string
  /** A program that mints a key and prints it. */
  readonly mintCommand: string
  /** A key that was minted by us and not by the command. */
  mint(): string
  /** Ends the life of every key that was minted so far. */
  expireAll(): void
  /** From now on no key, old or new, may use the model (or each may again). */
  permit(allowed: boolean): void
  /** Inference requests, and runs of the command, since the last call of `mark`. */
  counted(): { readonly requests: number; readonly keyRuns: number }
  mark(): void
  /** When the youngest key ends, milliseconds since the epoch; `null` when none ends by itself. */
  lastEndMs(): number | null
  close(): Promise<void>
}

export interface DemoUpstreamOptions {
  /** How long a minted key lives, milliseconds; `null` means until `expireAll`. */
  readonly keyLifeMs: number | null
  readonly clock: Clock
}

export async function startUpstream({ keyLifeMs, clock }: DemoUpstreamOptions): Promise<DemoUpstream> {
  const directory = mkdtempSync(join(tmpdir(), 'warmkey-demo-'))
  const emulator = await startEmulator({ clock })
  // An expired token is a 403 at Databricks, and at other gateways: the answer that clients take for a final one.
  emulator.wording('expired', 'databricks-invalid-token')
  /** Keys that live, with the end of each. */
  const keys = new Map<string, number | null>()
  let runs = 0
  let runsBefore = 0
  let allowed = true
  let lastEndMs: number | null = null

  const accept = (key: string, lifeMs: number | null) =>
    emulator.accept(key, { lifeMs, ...(allowed ? {} : { permissions: { models: [] } }) })
  const mint = (): string => {
    const key = `sk-demo-${randomBytes(12).toString('hex')}`
    lastEndMs = keyLifeMs === null ? null : clock.nowMs() + keyLifeMs
    keys.set(key, lastEndMs)
    accept(key, keyLifeMs)
    return key
  }
  const server = Bun.serve({
    reusePort: false,
    hostname: '127.0.0.1',
    port: 0,
    development: false,
    fetch() {
      runs += 1
      return new Response(`${mint()}\n`)
    },
  })
  return {
    url: emulator.url,
    directory,
    mintCommand: writeMintCommand(directory, server.url.href),
    mint,
    expireAll() {
      for (const key of keys.keys()) emulator.expire(key)
      keys.clear()
    },
    permit(now) {
      allowed = now
      for (const [key, endMs] of keys) {
        if (endMs === null) accept(key, null)
        else if (endMs > clock.nowMs()) accept(key, endMs - clock.nowMs())
      }
    },
    counted: () => ({
      requests: emulator.seen.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/messages')).length,
      keyRuns: runs - runsBefore,
    }),
    mark() {
      emulator.clearSeen()
      runsBefore = runs
    },
    lastEndMs: () => lastEndMs,
    async close() {
      await server.stop(true)
      await emulator.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A real program, as a company's own would be: it asks the place where keys are made, and prints one. */
function writeMintCommand(directory: string, url: string): string {
  mkdirSync(directory, { recursive: true })
  const script = join(directory, 'mint-key.mjs')
  writeFileSync(script, `process.stdout.write(await (await fetch(${JSON.stringify(url)})).text())\n`)
  const command = [process.execPath, ...closedRuntime, script]
  if (process.platform === 'win32') {
    const path = join(directory, 'mint-key.cmd')
    writeFileSync(path, `@echo off\r\n${command.map((part) => `"${part}"`).join(' ')}\r\n`)
    return path
  }
  const path = join(directory, 'mint-key')
  // The environment is emptied: a proxy named there would take what is meant for loopback.
  writeFileSync(path, `#!/bin/sh\nexec /usr/bin/env -i BUN_BE_BUN=1 ${command.map(quoted).join(' ')}\n`)
  chmodSync(path, 0o700)
  return path
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
