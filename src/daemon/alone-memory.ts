import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Clock, sleep } from '../clock.ts'
import type { HelperHistory } from '../credential/helper-memory.ts'
import { WarmkeyError } from '../errors.ts'
import { type Lock, takeLock } from './lock.ts'
import { writePrivateFile } from './private-file.ts'
import { privateDirectory, type StatePlace, stateDirectory } from './state-directory.ts'

const historySchema = z.object({
  handedAtMs: z.number(),
  handed: z.string(),
  inUse: z.string().nullable(),
  refused: z.array(z.string()),
  failing: z.object({ sinceMs: z.number(), lastMs: z.number() }).nullable(),
})

/** Fingerprints and times; no key is ever written. */
const fileSchema = z.object({
  version: z.literal(1),
  clients: z.record(z.string(), historySchema),
  noticed: z.array(z.string()),
})

/** How often a lock that another process holds is tried again, and for how long. */
const pauseMs = 20
const patienceMs = 8_000
/** Of more clients the newest are kept, and none for longer than a week. */
const mostClients = 64
const longestMs = 7 * 86_400_000

/** What is remembered of clients where no daemon runs: one file for each identity, and whoever holds its lock. */
export interface AloneMemory {
  readonly clients: Map<string, HelperHistory>
  /** Profiles of which it was said that their keys are short-lived. */
  readonly noticed: Set<string>
  /** Writes what has changed and lets the next one in. */
  close(): void
}

/**
 * Waits for the lock of this identity and reads what is remembered. While it is held, nobody else asks that source: a
 * helper of somebody's own may rotate what it reads. Throws `state-unsafe`, or `source-unavailable` after 8 s.
 */
export async function openAloneMemory(place: StatePlace, identity: string, clock: Clock): Promise<AloneMemory> {
  const directory = privateDirectory(
    join(privateDirectory(stateDirectory(place), place.platform), 'helpers'),
    place.platform,
  )
  const path = join(directory, `${identity}.json`)
  const lock = await waitForLock(`${path}.lock`, clock)
  const { clients, noticed } = read(path)
  const before = JSON.stringify([...clients, ...noticed])
  return {
    clients,
    noticed,
    close() {
      try {
        if (JSON.stringify([...clients, ...noticed]) !== before)
          writePrivateFile(path, textOf(clients, noticed, clock.nowMs()))
      } finally {
        lock.release()
      }
    },
  }
}

async function waitForLock(path: string, clock: Clock): Promise<Lock> {
  const untilMs = clock.monotonicMs() + patienceMs
  for (;;) {
    const lock = takeLock(path)
    if (lock !== null) return lock
    if (clock.monotonicMs() >= untilMs) {
      throw new WarmkeyError('source-unavailable', 'Other clients are waiting for the same source, and it is slow.', {
        remedy: 'Start `warmkey up`: it asks the source once for all of them, ahead of time.',
      })
    }
    await sleep(clock, pauseMs)
  }
}

/** What cannot be read is forgotten: it costs one more call of the source. */
function read(path: string): { clients: Map<string, HelperHistory>; noticed: Set<string> } {
  try {
    const { clients, noticed } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    return { clients: new Map(Object.entries(clients)), noticed: new Set(noticed) }
  } catch {
    return { clients: new Map(), noticed: new Set() }
  }
}

function textOf(clients: ReadonlyMap<string, HelperHistory>, noticed: ReadonlySet<string>, nowMs: number): string {
  const newest = [...clients]
    .filter(([, { handedAtMs }]) => nowMs - handedAtMs < longestMs)
    .sort(([, a], [, b]) => b.handedAtMs - a.handedAtMs)
    .slice(0, mostClients)
  return `${JSON.stringify({ version: 1, clients: Object.fromEntries(newest), noticed: [...noticed] })}\n`
}
