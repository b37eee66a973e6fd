import { WarmkeyError } from '../errors.ts'

/** Where Claude Code keeps a subscription login: https://code.claude.com/docs/en/authentication */
const places = /Claude Code-credentials|CLAUDE_CODE_OAUTH_TOKEN|claudeAiOauth|[/\\]\.claude[/\\]\.credentials\.json/

/**
 * Throws `subscription-login` when `text` (a command, a path, a variable's name, JSON) speaks of the place where a
 * Claude.ai subscription login is kept. Third parties may not carry one; the token itself cannot be told by its looks.
 * https://code.claude.com/docs/en/legal-and-compliance
 */
export function refuseSubscriptionLogin(text: string, what: string): void {
  if (!places.test(text)) return
  throw new WarmkeyError(
    'subscription-login',
    `${what} leads to a Claude.ai subscription login, which warmkey does not carry.`,
    {
      remedy: 'Use an API key or a token of your gateway, or run the client with its own login and without warmkey.',
      transient: false,
    },
  )
}
