import type { Cause } from '../../signatures/signature.ts'
import type { Bench } from '../bench.ts'
import { type CauseNumber, type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'
import type { Said } from '../endpoint.ts'
import type { Federation } from '../federation/federation.ts'
import { anotherToken, type FederationPart, setPart, whereShown } from '../federation/federation-fixes.ts'
import { shownClaims } from '../federation/identity-token.ts'
import { newKey, setTo } from '../fixes/fix-words.ts'
import { saidBy } from '../present.ts'

const history = 'https://platform.claude.com/settings/workload-identity-federation?tab=history'

/** Whether the token endpoint gives something for the identity token; what it gives is what is tried then. */
export const federationExchanges: Check = {
  id: 'federation-exchanges',
  title: 'The identity token is taken',
  group: 'credential',
  needs: ['federation-token', 'endpoint-serves', 'endpoint-dialect', 'clock-right'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { federation, endpoint } = bench
    if (federation?.kind !== 'federation') return doesNotApply('no identity federation is used')
    const came = await bench.exchanged(signal)
    if (came === null || came.kind === 'not-tried') return skip(came?.because ?? 'there is nothing to exchange')
    if (came.kind === 'not-encrypted')
      return wrong(
        'wrong-endpoint-or-header',
        `${endpoint.parsed?.host} is not encrypted (http), and Claude Code sends no identity token there.`,
        [`endpoint: ${endpoint.shown}, from ${endpoint.place}`],
        setTo(
          'ANTHROPIC_BASE_URL',
          endpoint.place ?? 'the shell',
          `https://${endpoint.parsed?.host}${endpoint.parsed?.pathname.replace(/\/$/, '') ?? ''}`,
        ),
        5,
      )
    if (came.kind === 'no-token')
      return wrong(
        'malformed-response',
        `${endpoint.parsed?.host} answers the exchange with 200 and no token.`,
        [`POST /v1/oauth/token: ${came.said.status}, ${came.said.headers.get('content-type') ?? 'no content type'}`],
        `Ask whoever runs ${endpoint.parsed?.host} to pass /v1/oauth/token on unchanged.`,
        5,
      )
    if (came.kind === 'refused') return ofRefusal(bench, federation, came.said)
    const life = came.seconds === null ? 'without saying for how long' : `for ${came.seconds} s`
    const used = bench.spend && claimsOf(federation).jti !== undefined ? '; the identity token is used up by this' : ''
    return ok(`${endpoint.parsed?.host} gave a token ${life}${used}`)
  },
}

const wrong = (
  cause: Cause,
  summary: string,
  evidence: readonly string[],
  fix: string,
  number?: CauseNumber,
): Complaint => ({ status: 'wrong', cause, summary, evidence, fix, ...(number === undefined ? {} : { number }) })

const claimsOf = ({ token }: Federation): Readonly<Record<string, unknown>> =>
  (token.kind === 'read' ? saidBy(token.presented)?.claims : null) ?? {}

/** The endpoint says the same for every reason; what can be seen from here is said in its place. */
function ofRefusal({ endpoint }: Bench, federation: Federation, { status, text }: Said): Complaint {
  const host = endpoint.parsed?.host
  const by = `POST /v1/oauth/token: ${status}`
  if (status === 404 || status === 405)
    return wrong(
      'wrong-endpoint-or-header',
      `${host} exchanges no identity tokens: it is a gateway that wants a key of its own.`,
      [
        by,
        `endpoint: ${endpoint.shown}${endpoint.place === null ? '' : `, from ${endpoint.place}`}`,
        'without ANTHROPIC_BASE_URL the token goes to Anthropic itself, which exchanges it',
      ],
      newKey('ANTHROPIC_AUTH_TOKEN', endpoint.place ?? 'the shell', {
        host: host ?? '',
        isDefault: endpoint.place === null,
      }),
      5,
    )
  if (text.includes('workspace_id_required'))
    return wrong(
      'missing-credential',
      'The federation rule is good for several workspaces, and none is named.',
      [`${by}, workspace_id_required`, whereShown.ANTHROPIC_WORKSPACE_ID],
      setPart(federation, 'ANTHROPIC_WORKSPACE_ID'),
    )
  const claims = claimsOf(federation)
  const seen = [...shownClaims(claims), `rule: ${federation.ruleId}`, `organisation: ${federation.organizationId}`]
  if (status === 400 && !/invalid_grant/.test(text))
    return wrong(
      'config-file',
      `${host} does not understand the exchange: an id of the federation in ${federation.place} is not one.`,
      [by, ...seen, whereShown[partIn(text)]],
      setPart(federation, partIn(text)),
    )
  if (status !== 400 && status !== 401 && status !== 403)
    return wrong(
      'unknown',
      `${host} refuses the exchange with status ${status}.`,
      [by],
      `Ask whoever runs ${host} to pass POST /v1/oauth/token on, which it answers with ${status}.`,
    )
  const once = claims.jti !== undefined
  return wrong(
    'invalid-credential',
    once
      ? `${host} refuses the identity token without a reason: it has a "jti" and may have been exchanged before, or rule ${federation.ruleId} does not fit it.`
      : `${host} refuses the identity token without a reason: rule ${federation.ruleId} does not fit its issuer, subject or audience.`,
    [by, ...seen, `what did not fit stands in ${history}`],
    once
      ? anotherToken(claims, placeOf(federation))
      : isForAnthropic(claims)
        ? `Ask whoever runs the organisation ${federation.organizationId} to let rule ${federation.ruleId} take ${shownClaims(claims).slice(0, 2).join(' and ') || 'this token'}.`
        : anotherToken(claims, placeOf(federation), `with the aud ${audience}`),
    5,
  )
}

/** What a rule wants to find in `aud`, unless it says otherwise: https://platform.claude.com/docs/en/manage-claude/wif-reference */
const audience = 'https://api.anthropic.com'
const isForAnthropic = ({ aud }: Readonly<Record<string, unknown>>): boolean => [aud].flat().includes(audience)

const placeOf = ({ token, place }: Federation): string => (token.kind === 'read' ? token.place : place)

/** Which id the endpoint speaks of; the rule where it says none. */
const partIn = (text: string): FederationPart =>
  /organi[sz]ation_id/.test(text)
    ? 'ANTHROPIC_ORGANIZATION_ID'
    : /service_account_id/.test(text)
      ? 'ANTHROPIC_SERVICE_ACCOUNT_ID'
      : /workspace_id/.test(text)
        ? 'ANTHROPIC_WORKSPACE_ID'
        : 'ANTHROPIC_FEDERATION_RULE_ID'
