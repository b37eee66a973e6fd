import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type ChildEnd, runChild } from '../../credential/child.ts'
import type { Bench } from '../bench.ts'
import { type Alias, aliasOf } from './alias.ts'
import { type Bundled, bundled } from './bundled.ts'
import { type Broken, besidePath, type Installation, isOfProject, onPath, real } from './installations.ts'
import { type StartFault, startFault } from './start-fault.ts'

/** The Claude Code of this machine: what a shell starts, and what else there is. */
export interface ClientHere {
  /** The first on the PATH, with the version that it says itself; `null` where there is none that can be started. */
  readonly first: Installation | null
  /** Why its version is not known. */
  readonly fault: StartFault | null
  /** Further ones on the PATH. */
  readonly others: readonly Installation[]
  readonly broken: readonly Broken[]
  /** Installed, and no shell finds it. */
  readonly hidden: readonly Installation[]
  readonly alias: Alias | null
  readonly bundled: readonly Bundled[]
}

const versionWithinMs = 5_000

/** Looked for once, however many checks ask. */
const known = new WeakMap<Bench, Promise<ClientHere>>()

/**
 * Finds every Claude Code. The first one on the PATH is asked for its version; one that lies in the project is not run,
 * because a checkout could bring it.
 */
export function clientHere(bench: Bench, signal: AbortSignal): Promise<ClientHere> {
  const made = known.get(bench) ?? look(bench, signal)
  known.set(bench, made)
  return made
}

async function look(bench: Bench, signal: AbortSignal): Promise<ClientHere> {
  const { world } = bench
  const { found, broken } = onPath(world, mayRun)
  const [first, ...rest] = found
  const alias = aliasOf(world)
  const more = { broken, alias, bundled: bundled(world) }
  if (first === undefined) return { first: null, fault: null, others: [], hidden: besidePath(world), ...more }
  const others = await Promise.all(rest.map(async (each) => (await asked(each, bench, signal)).installation))
  const { installation, end } = await asked(first, bench, signal)
  const hidden = besidePath(world).filter(({ file }) => !found.some((each) => each.file === file))
  if (end === null || installation.version !== null)
    return { first: installation, fault: null, others, hidden, ...more }
  const node = await run(['node', '--version'], bench, signal)
  const nodeVersion = node.how === 'exited' && node.code === 0 ? new TextDecoder().decode(node.stdout).trim() : null
  return { first: installation, fault: startFault(first.file, end, nodeVersion), others, hidden, ...more }
}

/** With the version that it says itself, where it may be run. `end` is `null` where it was not run. */
async function asked(
  installation: Installation,
  bench: Bench,
  signal: AbortSignal,
): Promise<{ readonly installation: Installation; readonly end: ChildEnd | null }> {
  if (isOfProject(installation.file, bench.world) || isOfProject(installation.path, bench.world))
    return { installation, end: null }
  const end = await run([installation.path, '--version'], bench, signal)
  const text = end.how === 'exited' && end.code === 0 ? new TextDecoder().decode(end.stdout) : ''
  return { installation: { ...installation, version: /\d+\.\d+\.\d+/.exec(text)?.[0] ?? null }, end }
}

/** Without the folders of the project on the PATH, whose `node` or `env` a checkout could bring. */
function run(argv: readonly [string, ...string[]], { world, clock }: Bench, signal: AbortSignal): Promise<ChildEnd> {
  const folders = (world.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => ![folder, real(folder) ?? folder].some((each) => isOfProject(join(each, 'node'), world)))
  const env = Object.fromEntries(
    Object.entries({ ...world.env, PATH: folders.join(delimiter) }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
  return runChild({ argv, env, cwd: world.home, clock, timeoutMs: versionWithinMs, signal })
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
