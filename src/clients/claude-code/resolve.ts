import type { Approval, ClientWorld, Decision, FoundCredential, Resolution } from '../client.ts'
import { defaultBaseUrl } from '../client.ts'
import { parseClaudeArgs } from './argv.ts'
import { isAwsSwitch, resolveAws } from './aws.ts'
import { wasDeclined } from './ladder.ts'
import { lookUp, readLayers } from './layers.ts'
import { otherLogin } from './logins.ts'
import { cloudSwitch, managedObstacle } from './obstacle.ts'
import { chooseBaseUrl, chooseHelper, notUsed, placeOf, type Refused, shell, sourceEnv } from './trust.ts'

/** How long the client keeps a helper's answer unless told otherwise. Source: https://code.claude.com/docs/en/authentication */
const defaultTtlMs = 300_000

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
  const refused: Refused[] = []
  const asking = { decide, refused }

  const cloud = cloudSwitch(layers, env)
  if (cloud !== null && isAwsSwitch(cloud.name)) return resolveAws(cloud.name, world, layers, decide)
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
    const commandOf = ({ origin, settings }: (typeof layers.layers)[number]) =>
      args.bare && origin.scope !== 'command-line' ? undefined : settings.apiKeyHelper
    const chosen = chooseHelper('apiKeyHelper', layers, commandOf, asking)
    if (chosen === null || 'what' in chosen) return chosen
    const ttl = Number(lookUp('CLAUDE_CODE_API_KEY_HELPER_TTL_MS', layers, env)?.entry.value ?? defaultTtlMs)
    return { type: 'helper', ...chosen, ttlMs: Number.isFinite(ttl) && ttl > 0 ? ttl : defaultTtlMs }
  }

  const credential = key('ANTHROPIC_AUTH_TOKEN') ?? key('ANTHROPIC_API_KEY') ?? helper()
  if (credential !== null && 'what' in credential) return untrusted([{ ask: credential, name: 'apiKeyHelper' }])
  if (credential === null) {
    if (refused.length > 0) return untrusted(refused, 'no')
    const login = otherLogin(world, layers)
    if (login !== null)
      return { kind: 'login', sentence: `Claude Code signs in with ${login}, which warmkey does not carry.` }
    return { kind: 'nothing', sentence: ['No credential was found for Claude Code.', ...remarks].join(' ') }
  }

  const goes =
    credential.type === 'token' || credential.type === 'api-key' ? credential.name : 'the key of the apiKeyHelper'
  const name = 'ANTHROPIC_BASE_URL'
  const chosen = chooseBaseUrl(name, layers, env, `${goes} from ${credential.origin.place}`, asking)
  if ('what' in chosen) return untrusted([{ ask: chosen, name }])
  const url = chosen.found
  for (const each of refused) remarks.push(notUsed(each))

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

function untrusted(asks: readonly Refused[], decision: Decision = 'unasked'): Resolution {
  const open = decision === 'no' ? [] : asks.map(({ ask }) => ask)
  return { kind: 'untrusted', asks: open, sentence: asks.map(notUsed).join(' ') }
}
