/** Whether anything that looks at a person's set-up shows a credential of it: in what is printed, and in what is left behind. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { filesUnder, leaksIn } from './canary.ts'
import type { DoctorWorld } from './doctor-world.ts'

/** What a credential of a story looks like. Whatever else a story keeps secret has `Canary` in it. */
const looks = /sk-[\w-]{12,}|eyJ[\w-]+\.[\w-]+\.[\w-]*|\bwk-\w{20,}|(?<![\w%])[\w%]*Canary[\w-]*/g

/** Every credential of the environment and of the files of this world, and every key that was ever handed out there. */
export function secretsOf(world: DoctorWorld): Record<string, string> {
  const texts = [
    ...Object.values(world.env),
    ...['home', 'project', 'config'].flatMap((part) => textsUnder(world, part)),
  ]
  const found = new Set([world.key, ...texts.flatMap((text) => text.match(looks) ?? [])])
  return Object.fromEntries([...found].map((secret, index) => [`${secret.slice(0, 6)}… (${index})`, secret]))
}

function textsUnder(world: DoctorWorld, part: string): string[] {
  const folder = world.scratch.path(part)
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return []
  // Also where a link leads to itself, which no reader of whole trees gets over.
  return [...filesUnder(folder).values()].map((found) => Buffer.from(found).toString())
}

/** Roots of which the other commands were asked already. */
const seenRoots = new Set<string>()

/**
 * Every place where a credential lies open: what was `printed` already and what is left behind, and for the first story of
 * each root also what the other commands print that look. They take a second together.
 */
export async function leaksOf(
  world: DoctorWorld,
  root: string,
  printed: Readonly<Record<string, string>>,
): Promise<string[]> {
  const places = new Map<string, string | Uint8Array>(Object.entries(printed))
  if (!seenRoots.has(root)) for (const [name, text] of await otherCommands(world)) places.set(name, text)
  seenRoots.add(root)
  for (const [path, bytes] of leftBehind(world)) places.set(path, bytes)
  return leaksIn(places, secretsOf(world))
}

async function otherCommands(world: DoctorWorld): Promise<Map<string, string | Uint8Array>> {
  const archive = world.scratch.path('report.tar.gz')
  const [whoami, check, report, journal] = await Promise.all([
    world.run('whoami'),
    world.run('check'),
    world.run('report', '--yes', '--output', archive),
    world.run('doctor', '--journal'),
  ])
  const places = new Map<string, string | Uint8Array>()
  for (const [name, { out, err }] of Object.entries({ whoami, check, report, journal }))
    places.set(name, out).set(`${name}, stderr`, err)
  if (existsSync(archive)) places.set('the archive', Bun.gunzipSync(readFileSync(archive)))
  return places
}

/**
 * The state directory, without the bytes that are kept for an undo or a disconnect: they are the files of their owner, and
 * as private.
 */
function leftBehind({ scratch }: DoctorWorld): Map<string, string | Uint8Array> {
  const folder = scratch.path('state')
  const files = existsSync(folder) ? filesUnder(folder) : new Map<string, string | Uint8Array>()
  for (const path of [...files.keys()]) {
    if (!/\/(?:fixes|connections)\/\w+\.json$/.test(path)) continue
    if ((statSync(path).mode & 0o077) !== 0) throw new Error(`${path} can be read by others`)
    files.delete(path)
  }
  return files
}
