import type { ClientWorld, Origin, ReadResult, Scope } from '../client.ts'
import type { ClaudeArgs } from './argv.ts'
import { readManaged } from './managed.ts'
import { configDirectory, pathsOf } from './paths.ts'
import { type EnvEntry, parseSettings, type Settings } from './settings-file.ts'
import { stateEnv, stateFile } from './state-file.ts'

/** One place that settings come from. */
export interface Layer {
  readonly origin: Origin
  readonly settings: Settings
  /** The file, where it is one that a source can read. */
  readonly path: string | null
}

/** Everything that decides, the strongest first. */
export interface Layers {
  readonly layers: readonly Layer[]
  /** Files that the client drops whole, as sentences. */
  readonly problems: readonly string[]
  /** The same files, as paths or `--settings`. */
  readonly dropped: readonly string[]
}

export { configDirectory, pathsOf }

const exists = (read: ReadResult): boolean => read !== null

/**
 * The root of the main work tree, where the client looks for `.claude/settings.local.json` from anywhere below it and
 * from linked work trees (measured with 2.1.329); `null` outside of git.
 */
export function localRoot(world: ClientWorld): string | null {
  const path = pathsOf(world.platform)
  for (let directory = world.cwd; ; directory = path.dirname(directory)) {
    const git = world.read(path.join(directory, '.git'))
    if (typeof git === 'string' && git.startsWith('gitdir:')) {
      const own = path.resolve(directory, git.slice('gitdir:'.length).trim())
      const common = world.read(path.join(own, 'commondir'))
      if (typeof common !== 'string') return directory
      const shared = path.resolve(own, common.trim())
      return path.basename(shared) === '.git' ? path.dirname(shared) : directory
    }
    if (exists(git)) return directory
    if (path.dirname(directory) === directory) return null
  }
}

interface Place {
  readonly scope: Scope
  readonly path: string
  readonly trusted: boolean
}

/** The settings files below the command line, the strongest first, each path once. */
function files(world: ClientWorld, args: ClaudeArgs): Place[] {
  const path = pathsOf(world.platform)
  const wanted = (scope: string) => args.sources === undefined || args.sources.includes(scope)
  const config = configDirectory(world)
  const user: Place = {
    scope: 'user',
    path: path.resolve(world.cwd, config, 'settings.json'),
    // An empty or relative CLAUDE_CONFIG_DIR makes the client read "user" settings out of the working directory.
    trusted: path.isAbsolute(config),
  }
  const root = localRoot(world)
  const inCheckout = (scope: Scope, directory: string, name: string): Place => ({
    scope,
    path: path.join(directory, '.claude', name),
    trusted: false,
  })
  const places = [
    ...(root === null ? [] : [inCheckout('local', root, 'settings.local.json')]),
    inCheckout('local', world.cwd, 'settings.local.json'),
    inCheckout('project', world.cwd, 'settings.json'),
    user,
  ].filter((place) => wanted(place.scope))
  // In the home directory the project's file is the user's own: it counts as that.
  return places.filter((place, index) => {
    const same = places.filter((other) => other.path === place.path)
    return same.includes(user) ? place === user : same[0] === places[index]
  })
}

/** Text of the user's own `--settings`: JSON as it is, anything else is a path (no `~`, as in the client). */
export function readFlag(world: ClientWorld, value: string): { read: ReadResult; place: string; path: string | null } {
  if (value.trim().startsWith('{') && value.trim().endsWith('}'))
    return { read: value, place: '--settings', path: null }
  const path = pathsOf(world.platform).resolve(world.cwd, value)
  return { read: world.read(path), place: path, path }
}

/** Every layer of settings that Claude Code would read here, the strongest first. */
export function readLayers(world: ClientWorld, args: ClaudeArgs): Layers {
  const layers: Layer[] = []
  const problems: string[] = []
  const dropped: string[] = []
  const add = (origin: Origin, read: ReadResult, path: string | null) => {
    const parsed = parseSettings(read, origin.place)
    if (parsed.state === 'dropped') {
      problems.push(parsed.problem)
      dropped.push(origin.place)
    }
    if (parsed.state === 'read')
      layers.push({ origin, settings: parsed.settings, path: parsed.settings.plain ? path : null })
  }
  const managed = readManaged(world)
  if (managed !== null) {
    layers.push({
      origin: { scope: 'managed', place: managed.place, trusted: true },
      settings: managed.settings,
      path: null,
    })
  }
  if (args.settings !== undefined) {
    const { read, place, path } = readFlag(world, args.settings)
    add({ scope: 'command-line', place, trusted: true }, read, path)
  }
  for (const { scope, path, trusted } of files(world, args))
    add({ scope, place: path, trusted }, world.read(path), path)
  const env = stateEnv(world)
  if (env.size > 0) {
    const path = stateFile(world)
    const trusted = pathsOf(world.platform).isAbsolute(configDirectory(world))
    const settings: Settings = { env, apiKeyHelper: undefined, all: {}, plain: true }
    layers.push({ origin: { scope: 'user', place: path, trusted }, settings, path })
  }
  return { layers, problems, dropped }
}

export interface Found {
  readonly entry: EnvEntry
  readonly layer: Layer | null
}

/**
 * The value of one variable: settings before the shell, and an empty one in settings hides those below it, while an
 * empty one in the shell is as good as none. `skip` passes over a layer. `layer` is `null` for the shell.
 */
export function lookUp(
  name: string,
  { layers }: Layers,
  env: ClientWorld['env'],
  skip: (layer: Layer, entry: EnvEntry) => boolean = () => false,
): Found | null {
  for (const layer of layers) {
    const entry = layer.settings.env.get(name)
    if (entry !== undefined && !skip(layer, entry)) return { entry, layer }
  }
  const value = env[name]
  return value === undefined || value.trim() === '' ? null : { entry: { value, wasNull: false }, layer: null }
}
