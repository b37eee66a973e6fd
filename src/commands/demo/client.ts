import { closeSync, mkdtempSync, openSync, readSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as clients from '../../../scripts/clients.mjs'
import { readManaged } from '../../clients/claude-code/managed.ts'
import type { ClientWorld } from '../../clients/client.ts'
import { type Clock, sleep } from '../../clock.ts'
import type { WarmkeyContext } from '../context.ts'
import { findCommand } from '../run/child.ts'
import type { Interrupts } from './interrupts.ts'
import type { Screen } from './screen.ts'

export interface FoundClient {
  readonly path: string
  readonly version: string
  /** Where it was: on PATH, among those fetched before, or fetched just now. */
  readonly from: 'path' | 'cache' | 'npm'
  /** What a program of this system cannot start without (Windows); else empty. */
  readonly system: Readonly<Record<string, string>>
}

/** No client, and why, as half a sentence. */
export interface NoClient {
  readonly skipped: string
}

export interface FindDeps {
  readonly context: Pick<WarmkeyContext, 'env' | 'home' | 'platform' | 'cwd' | 'clock'>
  readonly screen: Screen
  readonly interrupts: Interrupts
  /** The machine as the client would see it. */
  readonly world: ClientWorld
}

/**
 * The Claude Code to show: the one that was asked for, the one on this machine, or the current one from npm. What it is
 * about to download is said first; Ctrl-C during the download means to do without.
 */
export async function findClient(wanted: string | undefined, deps: FindDeps): Promise<FoundClient | NoClient> {
  const { context, screen, interrupts } = deps
  // Managed settings beat whatever the demo sets: the client would call the company's own helper and go where that says.
  const managed = readManaged(deps.world)
  if (managed !== null) return { skipped: `managed settings (${managed.place}) decide where it goes on this machine` }
  const system = systemOf(context)
  let why = 'There is no Claude Code on this machine'
  if (wanted !== undefined) why = `Claude Code ${wanted} was not fetched before`
  else {
    const found = onMachine(context)
    if (found.kind === 'script') why = `${found.path} is a script, which may bring a key of its own`
    const version = found.kind === 'program' ? await versionOf(found.path, system) : null
    if (found.kind === 'program' && version !== null) return { path: found.path, version, from: 'path', system }
  }
  return await interrupts.skippable(async (signal) => {
    try {
      return await fromNpm(wanted, why, { system, screen, clock: context.clock, signal })
    } catch (thrown) {
      interrupts.ended.throwIfAborted()
      if (signal.aborted) return { skipped: 'its download was stopped' }
      return { skipped: thrown instanceof Error ? thrown.message : String(thrown) }
    }
  })
}

interface Fetching {
  readonly system: FoundClient['system']
  readonly screen: Screen
  readonly clock: Clock
  readonly signal: AbortSignal
}

async function fromNpm(
  wanted: string | undefined,
  why: string,
  { system, screen, clock, signal }: Fetching,
): Promise<FoundClient | NoClient> {
  if (wanted === undefined) screen.live('asking npm which Claude Code is current …')
  const version = wanted ?? (await currentVersion(signal))
  const kept = clients.clientFile(version)
  if (kept !== null) return { path: kept, version, from: 'cache', system }

  const { downloadMb, diskMb } = clients.clientSizes(version)
  screen.line('')
  screen.line(`${why}: npm fetches ${version} now.`)
  screen.line(
    `About ${downloadMb} MB to download, ${diskMb} MB on disk, kept for the next time. Ctrl-C goes on without it.`,
  )
  const startedMs = clock.monotonicMs()
  const fetching = clients.fetchClient(version, { signal })
  const finished = fetching.done.then(() => true)
  finished.catch(() => {})
  // Once the signal aborts, `finished` rejects as soon as npm has ended and nothing of it is left.
  while (!(await Promise.race([finished, sleep(clock, 250).then(() => false)]))) {
    const seconds = Math.floor((clock.monotonicMs() - startedMs) / 1000)
    screen.live(
      `${bar(fetching.bytes() / (diskMb * 1e6))} ${Math.round(fetching.bytes() / 1e6)} of about ${diskMb} MB, ${seconds} s`,
    )
  }
  screen.line(`Fetched in ${((clock.monotonicMs() - startedMs) / 1000).toFixed(1)} s.`)
  const path = clients.clientFile(version)
  return path === null ? { skipped: 'it was fetched and is gone again' } : { path, version, from: 'npm', system }
}

const bar = (share: number): string => `[${'='.repeat(Math.min(20, Math.round(share * 20))).padEnd(20)}]`

/** The current version as npm says, or the newest that was fetched before where npm cannot be asked. */
async function currentVersion(signal: AbortSignal): Promise<string> {
  try {
    return await clients.currentVersion({ signal })
  } catch (thrown) {
    const kept = signal.aborted ? [] : clients.keptVersions()
    const newest = kept.at(-1)
    if (newest === undefined) throw thrown
    return newest
  }
}

/**
 * The `claude` of this machine, if it is the program itself. A script of that name may be a wrapper that brings a key
 * and an address of its own, and neither has any business in a demo.
 */
function onMachine({
  env,
  cwd,
  platform,
}: FindDeps['context']): { readonly kind: 'program' | 'script'; readonly path: string } | { readonly kind: 'none' } {
  const found = findCommand('claude', { env, cwd, platform })
  if (!('path' in found)) return { kind: 'none' }
  return { kind: isNative(realpathSync(found.path)) ? 'program' : 'script', path: found.path }
}

/** The first bytes of programs: ELF, Mach-O (64 bit, universal), PE. */
const magics = ['7f454c46', 'cffaedfe', 'cafebabe', '4d5a']

function isNative(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(4)
    readSync(file, head, 0, 4, 0)
    return magics.some((magic) => head.toString('hex').startsWith(magic))
  } finally {
    closeSync(file)
  }
}

/** What it says its version is; `null` when it does not run. It sees an empty environment and a home of its own. */
async function versionOf(path: string, system: FoundClient['system']): Promise<string | null> {
  const home = mkdtempSync(join(tmpdir(), 'warmkey-demo-'))
  try {
    const env = { ...system, HOME: home, CLAUDE_CONFIG_DIR: home, CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' }
    const child = Bun.spawn([path, '--version'], { env, cwd: home, stdin: 'ignore', stdout: 'pipe', stderr: 'ignore' })
    const text = await new Response(child.stdout).text()
    const version = /^(\d+\.\d+\.\d+)\b/.exec(text)?.[1] ?? null
    return (await child.exited) === 0 ? version : null
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

function systemOf({ env, platform }: FindDeps['context']): Record<string, string> {
  const names = platform === 'win32' ? ['SystemRoot', 'ComSpec', 'PATHEXT', 'PATH', 'TEMP', 'TMP', 'USERPROFILE'] : []
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
}
