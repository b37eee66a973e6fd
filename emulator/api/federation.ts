import { createPublicKey, type JsonWebKeyInput, randomBytes, verify } from 'node:crypto'
import type { Credentials } from '../credentials.ts'

/** Whose identity tokens are exchanged, and for what: https://platform.claude.com/docs/en/manage-claude/wif-reference */
export interface FederationRule {
  /** `fdrl_…` */
  readonly id: string
  /** UUID of the organisation. */
  readonly organization: string
  /** Equal to `iss`, byte for byte. */
  readonly issuer: string
  /** Public keys of the issuer, each with its `kid`. */
  readonly keys: readonly Readonly<Record<string, unknown>>[]
  /** One element of `aud`. Default `https://api.anthropic.com`. */
  readonly audience?: string
  /** Equal to `sub`, or its beginning where this ends with `*`. */
  readonly subject: string
  readonly serviceAccount?: string
  /** One is chosen by itself; of several, the request has to name one. Default: one. */
  readonly workspaces?: readonly string[]
  /** Of the minted token, 60 to 86,400. Default 3600. */
  readonly lifetimeSeconds?: number
  /** Whether a token with a `jti` is good once (`check_jti`). Default `true`. */
  readonly singleUse?: boolean
}

/** What the token endpoint says; `type` is `null` for a success, whose `body` it is. */
export interface Exchange {
  readonly status: number
  readonly body: unknown
}

const leewaySeconds = 30
const mostBytes = 16 * 1024
const longestSeconds = 3600
const oauthBeta = 'oauth-2025-04-20'
const hashes: Readonly<Record<string, string>> = { '256': 'sha256', '384': 'sha384', '512': 'sha512' }

const failure = (status: number, type: string, message: string): Exchange => ({
  status,
  body: { error: { type, message } },
})
const invalid = (message: string): Exchange => failure(400, 'invalid_request_error', message)
/** In one sentence for every reason, so that nobody can probe a rule: https://github.com/anthropics/claude-code/issues/89095 */
const denied = failure(401, 'authentication_error', 'Authentication failed')

/** The token endpoint: which rules there are, and the exchange of an identity token for one that `known` accepts. */
export function federation(known: Credentials, nowMs: () => number) {
  const rules = new Map<string, FederationRule>()
  const used = new Set<string>()

  const holds = (rule: FederationRule, assertion: string): Readonly<Record<string, unknown>> | null => {
    const [head = '', payload = '', signature = ''] = assertion.split('.')
    const { alg, kid } = objectOf(head)
    const claims = objectOf(payload)
    const now = nowMs() / 1000
    const { iss, sub, aud, iat, exp, nbf, jti } = claims
    const key = rule.keys.find((each) => each.kid === kid)
    if (typeof alg !== 'string' || typeof kid !== 'string' || key === undefined) return null
    if (!isSigned(`${head}.${payload}`, signature, alg, key)) return null
    const audiences = Array.isArray(aud) ? aud : [aud]
    const prefix = rule.subject.endsWith('*') ? rule.subject.slice(0, -1) : null
    const fits =
      iss === rule.issuer &&
      audiences.includes(rule.audience ?? 'https://api.anthropic.com') &&
      typeof sub === 'string' &&
      (prefix === null ? sub === rule.subject : sub.startsWith(prefix))
    const alive =
      typeof iat === 'number' &&
      typeof exp === 'number' &&
      iat <= now + leewaySeconds &&
      exp > now - leewaySeconds &&
      exp - iat <= longestSeconds &&
      (typeof nbf !== 'number' || nbf <= now + leewaySeconds)
    if (!fits || !alive) return null
    if (typeof jti === 'string' && rule.singleUse !== false) {
      if (used.has(jti)) return null
      used.add(jti)
    }
    return claims
  }

  return {
    add: (rule: FederationRule) => void rules.set(rule.id, rule),
    exchange(text: string, betas: string): Exchange {
      const body = jsonOf(text)
      const field = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : '')
      if (!betas.includes('oidc-federation-2026-04-01')) return invalid('anthropic-beta: oidc-federation is required')
      if (field('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
        return invalid('grant_type: is not supported')
      for (const name of ['assertion', 'federation_rule_id', 'organization_id'])
        if (field(name) === '') return invalid(`${name}: Field required`)
      if (!/^fdrl_\w+$/.test(field('federation_rule_id')))
        return invalid('federation_rule_id is not a well-formed fdrl_ tagged ID')
      if (field('assertion').length > mostBytes) return invalid('assertion: is longer than 16 KiB')
      const rule = rules.get(field('federation_rule_id'))
      if (rule === undefined || rule.organization !== field('organization_id')) return denied
      const account = field('service_account_id')
      if (account !== '' && rule.serviceAccount !== undefined && account !== rule.serviceAccount) return denied
      const wanted = field('workspace_id')
      const workspaces = rule.workspaces ?? ['wrkspc_default']
      if (wanted === '' && workspaces.length > 1) return failure(400, 'invalid_request_error', 'workspace_id_required')
      if (wanted !== '' && !workspaces.includes(wanted)) return denied
      const claims = holds(rule, field('assertion'))
      if (claims === null) return denied
      const left = (claims.exp as number) - nowMs() / 1000
      const seconds = Math.floor(Math.max(60, Math.min(rule.lifetimeSeconds ?? 3600, 2 * left)))
      const token = `sk-ant-oat01-${randomBytes(48).toString('base64url')}`
      const workspace = wanted === '' ? (workspaces[0] ?? 'default') : wanted
      known.accept(token, {
        header: 'bearer',
        beta: oauthBeta,
        lifeMs: seconds * 1000,
        organization: rule.organization,
        workspace,
      })
      return {
        status: 200,
        body: { access_token: token, token_type: 'Bearer', expires_in: seconds, scope: 'workspace:developer' },
      }
    },
  }
}

export type Federation = ReturnType<typeof federation>

function isSigned(text: string, signature: string, alg: string, jwk: Readonly<Record<string, unknown>>): boolean {
  const hash = hashes[alg.slice(2)]
  if (!/^(RS|PS|ES)/.test(alg) || hash === undefined) return false
  const key = createPublicKey({ key: jwk, format: 'jwk' } as JsonWebKeyInput)
  const how = alg.startsWith('PS') ? { padding: 6, saltLength: -1 } : { dsaEncoding: 'ieee-p1363' as const }
  return verify(hash, Buffer.from(text), { key, ...how }, Buffer.from(signature, 'base64url'))
}

const objectOf = (part: string): Readonly<Record<string, unknown>> =>
  jsonOf(Buffer.from(part, 'base64url').toString('utf8'))

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
