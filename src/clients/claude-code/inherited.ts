import type { ClientWorld, Launch } from '../client.ts'
import { parseClaudeArgs } from './argv.ts'
import { lookUp, readLayers } from './layers.ts'
import { withoutCredentials } from './logins.ts'
import { cloudSwitches, managedObstacle } from './obstacle.ts'

/**
 * Says that whoever started Claude Code chose its API: addresses, keys, helpers and switches of settings files are then not
 * read (measured with 2.1.197, 2.1.329 and 2.1.330): https://code.claude.com/docs/en/env-vars
 */
const chosenByHost = 'CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST'

/** What the client leaves out of settings with that, and which is the user's all the same (2.1.330; 2.1.197 keeps the first). */
const models = [
  'ANTHROPIC_MODEL',
  'ANTHROPIC_DEFAULT_OPUS_MODEL',
  'ANTHROPIC_DEFAULT_SONNET_MODEL',
  'ANTHROPIC_DEFAULT_HAIKU_MODEL',
  'ANTHROPIC_SMALL_FAST_MODEL',
  'CLAUDE_CODE_SUBAGENT_MODEL',
]

/**
 * Variables for a command that may start Claude Code by itself, such as a script: its settings files would otherwise send
 * the local key to the address that stands there. Nothing is said where an administrator has decided: this variable would
 * win over managed settings too.
 */
export function forScripts(world: ClientWorld): Launch['env'] {
  const layers = readLayers(world, parseClaudeArgs([]))
  if (managedObstacle(layers, world.env) !== null) return {}
  const env: Record<string, string | null> = { [chosenByHost]: '1' }
  for (const name of cloudSwitches) env[name] = null
  for (const name of models) {
    const value = lookUp(name, layers, world.env)?.entry.value ?? ''
    if (value !== '') env[name] = value
  }
  const headers = lookUp('ANTHROPIC_CUSTOM_HEADERS', layers, world.env, ({ origin }) => !origin.trusted)
  if (headers !== null) env.ANTHROPIC_CUSTOM_HEADERS = withoutCredentials(headers.entry.value)
  return env
}

/**
 * Where the local key of a run goes when a command that is started by it starts Claude Code, although an administrator
 * has chosen another address; `null` where none has.
 */
export function strayKey(world: ClientWorld): string | null {
  const { layers } = readLayers(world, parseClaudeArgs([]))
  const managed = layers.find(({ origin }) => origin.scope === 'managed')
  const address = managed?.settings.env.get('ANTHROPIC_BASE_URL')?.value.trim() ?? ''
  if (managed === undefined || address === '') return null
  return `Managed settings (${managed.origin.place}) send every Claude Code that this command starts to the ANTHROPIC_BASE_URL that stands there, past warmkey and with the local key of this run, which opens nothing there.`
}
