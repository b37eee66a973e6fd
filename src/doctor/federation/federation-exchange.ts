import { isLoopback } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { isUnsaid, type Said } from '../endpoint.ts'
import { objectIn } from '../files/json-object.ts'
import { type Presented, presented, saidBy } from '../present.ts'
import type { Federation } from './federation.ts'

/** What came of exchanging an identity token. */
export type Exchanged =
  | { readonly kind: 'minted'; readonly credential: Presented; readonly seconds: number | null }
  | { readonly kind: 'refused'; readonly said: Said }
  | { readonly kind: 'no-token'; readonly said: Said }
  | { readonly kind: 'not-tried'; readonly because: string }
  /** The client itself sends no identity token there. */
  | { readonly kind: 'not-encrypted' }

const oauthBeta = 'oauth-2025-04-20'

/**
 * Exchanges it as the client does: https://platform.claude.com/docs/en/manage-claude/wif-reference. A token with a `jti` is
 * good for one exchange (`check_jti`, on unless switched off), which would then be missing to the client: it is exchanged
 * only where spending was agreed to. Asks an endpoint that is trusted, and no other.
 */
export async function exchange(
  { token, trusted, place, ...ids }: Federation,
  { endpoint, spend, ladder }: Pick<Bench, 'endpoint' | 'spend' | 'ladder'>,
  signal: AbortSignal,
): Promise<Exchanged> {
  const { parsed } = endpoint
  if (token.kind !== 'read') return { kind: 'not-tried', because: 'there is no identity token' }
  if (!trusted || !endpoint.trusted) return { kind: 'not-tried', because: 'a project says where the token goes' }
  if (parsed?.protocol !== 'https:' && !isLoopback(parsed?.hostname ?? '')) return { kind: 'not-encrypted' }
  if (saidBy(token.presented)?.claims.jti !== undefined && !spend)
    return {
      kind: 'not-tried',
      because:
        'the identity token has a "jti" and is good for one exchange, which Claude Code needs itself; --spend uses it',
    }
  const body = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    federation_rule_id: ids.ruleId,
    organization_id: ids.organizationId,
    ...(ids.serviceAccountId === '' ? {} : { service_account_id: ids.serviceAccountId }),
    ...(ids.workspaceId === '' ? {} : { workspace_id: ids.workspaceId }),
  }
  const headers = { 'anthropic-beta': `${oauthBeta},oidc-federation-2026-04-01` }
  const answer = await endpoint.ask(
    { method: 'POST', path: '/v1/oauth/token', body, headers, assertion: token.presented, credentials: [] },
    signal,
  )
  if (isUnsaid(answer)) return { kind: 'not-tried', because: `the token endpoint gave no answer (${answer.fault})` }
  if (answer.status !== 200) return { kind: 'refused', said: answer }
  const { access_token: text, expires_in: seconds } = objectIn(answer.text) ?? {}
  if (typeof text !== 'string' || text === '') return { kind: 'no-token', said: answer }
  const name = ladder.winner?.rung.name ?? 'ANTHROPIC_FEDERATION_RULE_ID'
  return {
    kind: 'minted',
    credential: { ...presented(name, place, 'authorization', text), beta: oauthBeta },
    seconds: typeof seconds === 'number' ? seconds : null,
  }
}
