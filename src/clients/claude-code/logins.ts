import type { ClientWorld } from '../client.ts'
import { type Layers, lookUp } from './layers.ts'
import { secureStore } from './secure-store.ts'

/** Variables by which the client signs in in ways that warmkey must not carry or cannot reach. */
const loginVariables = [
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR',
  'CLAUDE_CODE_OAUTH_REFRESH_TOKEN',
  'CLAUDE_CODE_GATEWAY_TOKEN',
  'CLAUDE_CODE_GATEWAY_TOKEN_FILE_DESCRIPTOR',
  'CLAUDE_CODE_API_KEY_FILE_DESCRIPTOR',
  'ANTHROPIC_PROFILE',
  'ANTHROPIC_FEDERATION_RULE_ID',
] as const

/** Headers that carry a credential, in lower case. */
const credentialHeaders = new Set(['authorization', 'x-api-key', 'proxy-authorization'])

const headerName = (line: string): string => (line.split(':', 1)[0] ?? '').trim().toLowerCase()

/** ANTHROPIC_CUSTOM_HEADERS (one `Name: value` a line) without those that carry a credential. */
export function withoutCredentials(customHeaders: string): string {
  return customHeaders
    .split('\n')
    .filter((line) => !credentialHeaders.has(headerName(line)))
    .join('\n')
}

/**
 * Another way by which the client signs in when it has no key, as the object of "it signs in with …"; `null` when none is seen.
 * A stored login is only looked for, never read out; of the macOS keychain only whether it holds one.
 */
export function otherLogin(world: ClientWorld, layers: Layers): string | null {
  const { env, platform } = world
  const name = loginVariables.find((candidate) => (lookUp(candidate, layers, env)?.entry.value ?? '').trim() !== '')
  if (name !== undefined) return name
  const headers = lookUp('ANTHROPIC_CUSTOM_HEADERS', layers, env)?.entry.value ?? ''
  if (withoutCredentials(headers) !== headers) return 'the credential in ANTHROPIC_CUSTOM_HEADERS'
  const { file, service } = secureStore(world)
  const stored = world.read(file)
  if (typeof stored === 'string' ? stored.includes('"claudeAiOauth"') : stored !== null) return 'a Claude login'
  if (platform !== 'darwin') return null
  const seen = world.keychain?.(service) ?? 'unseen'
  if (seen === 'absent') return null
  return seen === 'there' ? 'a Claude login' : 'a Claude login, if the keychain holds one (it does not answer)'
}
