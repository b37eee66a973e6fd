import type { ClientWorld } from '../../clients/client.ts'

/**
 * Variables that look right and that Claude Code does not read (they do not stand in the programs 2.1.197 and 2.1.330, or are
 * another program's), with the one that it does.
 */
const variables: Readonly<Record<string, string>> = {
  CLAUDE_API_KEY: 'ANTHROPIC_API_KEY',
  CLAUDE_KEY: 'ANTHROPIC_API_KEY',
  CLAUDE_CODE_API_KEY: 'ANTHROPIC_API_KEY',
  ANTHROPIC_KEY: 'ANTHROPIC_API_KEY',
  ANTHROPIC_APIKEY: 'ANTHROPIC_API_KEY',
  ANTHROPIC_SECRET_KEY: 'ANTHROPIC_API_KEY',
  ANTHROPIC_AUTH_KEY: 'ANTHROPIC_API_KEY',
  ANTHROPIC_TOKEN: 'ANTHROPIC_AUTH_TOKEN',
  ANTHROPIC_API_TOKEN: 'ANTHROPIC_AUTH_TOKEN',
  ANTHROPIC_ACCESS_TOKEN: 'ANTHROPIC_AUTH_TOKEN',
  ANTHROPIC_BEARER_TOKEN: 'ANTHROPIC_AUTH_TOKEN',
  CLAUDE_AUTH_TOKEN: 'ANTHROPIC_AUTH_TOKEN',
  CLAUDE_CODE_AUTH_TOKEN: 'ANTHROPIC_AUTH_TOKEN',
  CLAUDE_TOKEN: 'CLAUDE_CODE_OAUTH_TOKEN',
  CLAUDE_CODE_TOKEN: 'CLAUDE_CODE_OAUTH_TOKEN',
  CLAUDE_OAUTH_TOKEN: 'CLAUDE_CODE_OAUTH_TOKEN',
  ANTHROPIC_OAUTH_TOKEN: 'CLAUDE_CODE_OAUTH_TOKEN',
}

/** Some pages name a variable for the helper; it is a setting alone. */
const helpers = ['ANTHROPIC_API_KEY_HELPER', 'CLAUDE_CODE_API_KEY_HELPER', 'CLAUDE_API_KEY_HELPER']

/** A variable that looks right and is not read. */
export interface UnreadVariable {
  readonly name: string
  /** The name that counts. */
  readonly instead: string
  readonly fix: string
}

/** The first of them that this shell has. */
export function unreadVariable({ env, home }: ClientWorld): UnreadVariable | null {
  const isSet = (name: string): boolean => (env[name] ?? '').trim() !== ''
  const name = Object.keys(variables).find(isSet)
  const instead = name === undefined ? undefined : variables[name]
  if (name !== undefined && instead !== undefined)
    return { name, instead, fix: `Type: export ${instead}="$${name}"; unset ${name}` }
  const helper = helpers.find(isSet)
  if (helper === undefined) return null
  const fix = `Set apiKeyHelper in ${home}/.claude/settings.json to <the command of ${helper}>.`
  return { name: helper, instead: 'apiKeyHelper', fix }
}
