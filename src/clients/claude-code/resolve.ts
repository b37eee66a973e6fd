import type { Approval, ClientWorld, Decision, FoundCredential, KeyPlace, Origin, Resolution } from '../client.ts'
import { defaultBaseUrl } from '../client.ts'
import { parseClaudeArgs } from './argv.ts'
import { wasDeclined } from './ladder.ts'
import { type Layer, type Layers, lookUp, readLayers } from './layers.ts'
import { otherLogin } from './logins.ts'
import { cloudSwitch, managedObstacle } from './obstacle.ts'

const shell: Origin = { scope: 'shell', place: 'the shell', trusted: true }

/** How long the client keeps a helper's answer unless told otherwise. Source: https://code.claude.com/docs/en/authentication */
const defaultTtlMs = 300_000

/** Variables of trusted settings: what a helper of the user would see, and what inline settings hold. */
function sourceEnv({ layers }: Layers): Record<string, string> {
  const env: Record<string, string> = {}
  for (const { origin, settings } of layers.toReversed()) {
    if (!origin.trusted) continue
    for (const [name, { value, wasNull }] of settings.env) if (!wasNull) env[name] = value
  }
  return env
}

function placeOf(name: string, layer: Layer | null): KeyPlace {
  if (layer === null) return { in: 'shell' }
  if (layer.path === null) return { in: 'source-env' }
  return { in: 'file', path: layer.path, pointer: `/env/${name}` }
}

/**
 * Which credential and base URL Claude Code would use here, in its own order: cloud provider, ANTHROPIC_AUTH_TOKEN,
 * ANTHROPIC_API_KEY, apiKeyHelper, other logins. Where the client sends two credentials at once, the first of these is
 * taken. Source of the order: https://code.claude.com/docs/en/authentication; the rest is measured with 2.1.329.
 */
export function resolve(
  world: ClientWorld,
  commandLine: readonly string[],
  decide: (ask: Approval) => Decision,
): Resolution {
  const { env } = world
  const args = parseClaudeArgs(commandLine)
  const layers = readLayers(world, args)
  const remarks = [...layers.problems]
  const refused: Approval[] = []

  const cloud = cloudSwitch(layers, env)
  if (cloud !== null) {
    return {
      kind: 'cloud',
      sentence: `${cloud.name} is set in ${cloud.place}, so Claude Code signs in at a cloud provider by itself.`,
    }
  }
  const obstacle = managedObstacle(layers, env)
  if (obstacle !== null) return { kind: 'managed-elsewhere', sentence: obstacle }

  const inline: Record<string, string> = {}
  const key = (name: 'ANTHROPIC_AUTH_TOKEN' | 'ANTHROPIC_API_KEY'): FoundCredential | null => {
    const found = lookUp(name, layers, env, ({ origin }, { wasNull }) => {
      if (wasNull)
        remarks.push(
          `${name} in ${origin.place} is null, which Claude Code would send as the word "null"; it was passed over.`,
        )
      return wasNull
    })
    if (found === null || found.entry.value.trim() === '') return null
    if (name === 'ANTHROPIC_API_KEY' && !args.print && wasDeclined(world, found.entry.value)) {
      remarks.push(
        'ANTHROPIC_API_KEY was passed over, because it was declined in Claude Code (/config, "Use custom API key").',
      )
      return null
    }
    const origin = found.layer?.origin ?? shell
    const at = placeOf(name, found.layer)
    if (at.in === 'source-env') inline[name] = found.entry.value
    return { type: name === 'ANTHROPIC_AUTH_TOKEN' ? 'token' : 'api-key', name, at, origin }
  }

  const helper = (): FoundCredential | null | Approval => {
    for (const { origin, settings } of layers.layers) {
      const command = settings.apiKeyHelper
      if (command === undefined || (args.bare && origin.scope !== 'command-line')) continue
      if (command.trim() === '') return null
      const agreed = layers.layers.some((other) => other.origin.trusted && other.settings.apiKeyHelper === command)
      if (!origin.trusted && !agreed) {
        const ask: Approval = {
          what: 'helper',
          path: origin.place,
          text: command,
          effect: 'This command would be run on this machine, as you, to obtain the key.',
        }
        const decision = decide(ask)
        if (decision === 'unasked') return ask
        if (decision === 'no') {
          refused.push(ask)
          continue
        }
      }
      const ttl = Number(lookUp('CLAUDE_CODE_API_KEY_HELPER_TTL_MS', layers, env)?.entry.value ?? defaultTtlMs)
      return { type: 'helper', command, ttlMs: Number.isFinite(ttl) && ttl > 0 ? ttl : defaultTtlMs, origin }
    }
    return null
  }

  const credential = key('ANTHROPIC_AUTH_TOKEN') ?? key('ANTHROPIC_API_KEY') ?? helper()
  if (credential !== null && 'what' in credential) return untrusted([credential])
  if (credential === null) {
    if (refused.length > 0) return untrusted(refused, 'no')
    const login = otherLogin(world, layers)
    if (login !== null)
      return { kind: 'login', sentence: `Claude Code signs in with ${login}, which warmkey does not carry.` }
    return { kind: 'nothing', sentence: ['No credential was found for Claude Code.', ...remarks].join(' ') }
  }

  const goes = credential.type === 'helper' ? 'the key of the apiKeyHelper' : credential.name
  let pending: Approval | null = null
  const trustedUrl = lookUp('ANTHROPIC_BASE_URL', layers, env, ({ origin }, { wasNull }) => wasNull || !origin.trusted)
  const url = lookUp('ANTHROPIC_BASE_URL', layers, env, ({ origin, settings }, entry) => {
    if (entry.wasNull) return true
    if (origin.trusted || pending !== null || entry.value.trim() === trustedUrl?.entry.value.trim()) return false
    const ask: Approval = {
      what: 'base-url',
      path: origin.place,
      text: settings.env.get('ANTHROPIC_BASE_URL')?.value.trim() ?? '',
      effect: `Every prompt and ${goes} from ${credential.origin.place} would be sent there.`,
    }
    const decision = decide(ask)
    if (decision === 'unasked') pending = ask
    if (decision === 'no') refused.push(ask)
    return decision === 'no'
  })
  if (pending !== null) return untrusted([pending])
  for (const ask of refused) remarks.push(notUsed(ask))

  const trimmed = url?.entry.value.trim() ?? ''
  if (url !== null && trimmed === '') {
    remarks.push(
      `ANTHROPIC_BASE_URL is empty in ${url.layer?.origin.place ?? 'the shell'}, which hides every other and means ${defaultBaseUrl}.`,
    )
  }
  return {
    kind: 'key',
    credential,
    baseUrl: {
      url: trimmed === '' ? defaultBaseUrl : trimmed,
      origin: url === null ? null : (url.layer?.origin ?? shell),
    },
    sourceEnv: { ...sourceEnv(layers), ...inline },
    remarks,
  }
}

const names = { helper: 'apiKeyHelper', 'base-url': 'ANTHROPIC_BASE_URL' } as const

const notUsed = ({ what, path }: Approval): string =>
  `${names[what]} of ${path} was not used, because nobody approved it. Start once with --trust-project to approve it.`

function untrusted(asks: readonly Approval[], decision: Decision = 'unasked'): Resolution {
  return { kind: 'untrusted', asks: decision === 'no' ? [] : asks, sentence: asks.map(notUsed).join(' ') }
}
