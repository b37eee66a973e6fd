import type { ClientWorld, ReadResult } from '../client.ts'
import { type EnvEntry, parseSettings, type Settings } from './settings-file.ts'

/** Managed settings in force, as one; `place` names the source that counts, or several. */
export interface Managed {
  readonly settings: Settings
  readonly place: string
}

/** Where the administrator's file lies. Source: https://code.claude.com/docs/en/managed-settings */
export function managedDirectory(platform: string): string {
  if (platform === 'darwin') return '/Library/Application Support/ClaudeCode'
  return platform === 'win32' ? 'C:\\Program Files\\ClaudeCode' : '/etc/claude-code'
}

interface Source {
  readonly place: string
  readonly settings: Settings
}

const readSource = (read: ReadResult, place: string): Source[] => {
  const parsed = parseSettings(read, place)
  return parsed.state === 'read' ? [{ place, settings: parsed.settings }] : []
}

/** `managed-settings.json` and, over it, `managed-settings.d/*.json` in the order of their names (dot files are not read). */
function fileSources(world: ClientWorld): Source[] {
  const directory = managedDirectory(world.platform)
  const separator = world.platform === 'win32' ? '\\' : '/'
  const base = `${directory}${separator}managed-settings.json`
  const dropIns = `${directory}${separator}managed-settings.d`
  const names = world
    .list(dropIns)
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .sort()
  return [base, ...names.map((name) => `${dropIns}${separator}${name}`)].flatMap((path) =>
    readSource(world.read(path), path),
  )
}

/**
 * Managed settings of the machine. The policy store comes before the files, and those before the policies of the user
 * alone (Windows, HKCU). The first that is there is the one; only `env` is merged, variable by variable.
 * Source: https://code.claude.com/docs/en/managed-settings. Settings that the vendor's servers deliver are not seen.
 */
export function readManaged(world: ClientWorld): Managed | null {
  const store =
    world.platform === 'win32' ? 'HKLM\\SOFTWARE\\Policies\\ClaudeCode' : 'the com.anthropic.claudecode preferences'
  const tiers = [
    readSource(world.policies.machine, store),
    fileSources(world),
    readSource(world.policies.user, 'HKCU\\SOFTWARE\\Policies\\ClaudeCode'),
  ].filter((tier) => tier.length > 0)
  const [winner] = tiers
  if (winner === undefined) return null
  const env = new Map<string, EnvEntry>()
  // From the weakest to the strongest, so that the strongest is written last.
  for (const source of tiers.toReversed().flat()) {
    for (const [name, entry] of source.settings.env) {
      env.set(name, entry)
    }
  }
  const all = Object.assign({}, ...winner.map((source) => source.settings.all))
  const apiKeyHelper = winner.reduce<string | undefined>(
    (last, { settings }) => settings.apiKeyHelper ?? last,
    undefined,
  )
  return {
    settings: { env, apiKeyHelper, all, plain: true },
    place: winner.map(({ place }) => place).join(', '),
  }
}
