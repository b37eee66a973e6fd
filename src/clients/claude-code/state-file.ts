import type { ClientWorld } from '../client.ts'
import { configDirectory, pathsOf } from './paths.ts'
import type { EnvEntry } from './settings-file.ts'

/** The file in which the client keeps its own state: under its old name where that is there (measured). */
export function stateFile(world: ClientWorld): string {
  const path = pathsOf(world.platform)
  const config = path.resolve(world.cwd, configDirectory(world))
  const old = path.join(config, '.config.json')
  if (world.read(old) !== null) return old
  return path.join(world.env.CLAUDE_CONFIG_DIR === undefined ? world.home : config, '.claude.json')
}

/** What that file holds; `null` where it is not there or cannot be read. */
export function readState(world: ClientWorld): Readonly<Record<string, unknown>> | null {
  const text = world.read(stateFile(world))
  if (typeof text !== 'string') return null
  try {
    const state: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof state === 'object' && state !== null && !Array.isArray(state)
      ? (state as Readonly<Record<string, unknown>>)
      : null
  } catch {
    return null
  }
}

/**
 * Variables that stand under `env` in that file. They go over the shell's and under those of every settings file, whatever
 * `--setting-sources` says; a `null` says nothing (measured with 2.1.197 and 2.1.330).
 */
export function stateEnv(world: ClientWorld): ReadonlyMap<string, EnvEntry> {
  const env = readState(world)?.env
  if (typeof env !== 'object' || env === null || Array.isArray(env)) return new Map()
  return new Map(
    Object.entries(env).flatMap(([name, value]): [string, EnvEntry][] =>
      value === null ? [] : [[name, { value: String(value), wasNull: false }]],
    ),
  )
}
