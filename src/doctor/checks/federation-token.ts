import { sayDuration } from '../../duration.ts'
import { type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'
import type { Federation, ProfileFault } from '../federation/federation.ts'
import { anotherToken, type FederationPart, setPart, whereShown } from '../federation/federation-fixes.ts'
import { faultOfToken, isLongLived, shownClaims } from '../federation/identity-token.ts'
import { setTo, shellWord, takeOut } from '../fixes/fix-words.ts'
import { saidBy } from '../present.ts'
import { setClock } from './clock-right.ts'

/** Whether identity federation is set up whole and has a token that can be exchanged; nothing is contacted. */
export const federationToken: Check = {
  id: 'federation-token',
  title: 'The identity token can be exchanged',
  group: 'credential',
  needs: ['credential-found'],
  run(bench) {
    const { federation, clock, world } = bench
    if (federation === null) return doesNotApply('no identity federation is used')
    if (federation.kind !== 'federation') return ofProfile(federation, clock.nowMs())
    if (!federation.trusted) return skip('a project brings the federation, and no token is exchanged for a project')
    const unset = missingPart(federation)
    if (unset !== null) return unset
    const { token } = federation
    if (token.kind !== 'read') return ofToken(federation)
    const said = saidBy(token.presented)
    const fault = faultOfToken(said, clock.nowMs())
    if (fault !== null || said === null)
      return {
        status: 'wrong',
        cause: fault?.cause ?? 'invalid-credential',
        summary: `The identity token (${token.place}) ${fault?.fact ?? 'cannot be read'}.`,
        evidence: [token.place, ...(said === null ? [] : shownClaims(said.claims)), written],
        fix:
          fault?.cause === 'clock-skew'
            ? setClock(world.platform)
            : anotherToken(said?.claims ?? null, token.place, fault?.but),
        ...(fault?.cause === 'expired' ? { number: 2 } : {}),
      }
    if (isLongLived(said.claims))
      return {
        status: 'warn',
        cause: 'invalid-credential',
        summary: `The identity token (${token.place}) lives longer than an hour, which is refused unless the issuer was allowed more.`,
        evidence: [
          ...shownClaims(said.claims),
          'more is taken where the maximum of the issuer is raised: https://platform.claude.com/settings/workload-identity-federation',
        ],
        fix: anotherToken(said.claims, token.place, 'which lives an hour at most'),
      }
    return ok(`${token.place}, ${shownClaims(said.claims)[0] ?? ''}`)
  },
}

const written =
  'written by the platform: in Kubernetes a projected token, in GitHub Actions the next run with permissions: id-token: write'

const wrong = (cause: Complaint['cause'], summary: string, evidence: readonly string[], fix: string): Complaint => ({
  status: 'wrong',
  cause,
  summary,
  evidence,
  fix,
})

function ofProfile({ kind, file, name, names, place, login }: ProfileFault, nowMs: number) {
  // Measured with 2.1.329: "Anthropic profile login expired".
  if (login !== null && login.endsAtMs !== null && login.endsAtMs <= nowMs && !login.renewable)
    return {
      ...wrong(
        'expired',
        `The login of the Anthropic profile "${name}" ended ${sayDuration(Math.max(1000, nowMs - login.endsAtMs))} ago and cannot be renewed.`,
        [`${login.file}: expires_at is past, and there is no refresh_token`],
        'Type: ant auth login',
      ),
      number: 2 as const,
    }
  if (kind === 'login-profile')
    return doesNotApply(`the profile "${name}" is a login of a person, which is not exchanged`)
  if (kind === 'broken-profile')
    return wrong(
      'config-file',
      `The profile ${file} says neither "oidc_federation" nor "user_oauth", or is no JSON.`,
      [`${file}: authentication.type`],
      `Type: mv ${shellWord(file)} ${shellWord(`${file}.old`)}`,
    )
  const there = names.length === 0 ? 'there is none' : `there are: ${names.slice(0, 5).join(', ')}`
  return wrong(
    'config-file',
    `ANTHROPIC_PROFILE names "${name}", and ${file} is not there, so Claude Code says that nobody is logged in.`,
    [`ANTHROPIC_PROFILE: ${name}`, there],
    names[0] === undefined ? takeOut('ANTHROPIC_PROFILE', place) : setTo('ANTHROPIC_PROFILE', place, names[0]),
  )
}

/** The ids that an exchange needs, and what they look like. */
function missingPart(federation: Federation): Complaint | null {
  const { place, ruleId, organizationId, serviceAccountId, workspaceId } = federation
  const unset = (name: FederationPart) =>
    wrong(
      'missing-credential',
      `Identity federation is set in ${place} without ${name}, so Claude Code says that nobody is logged in.`,
      [`${name} is not set`, whereShown[name]],
      setPart(federation, name),
    )
  if (ruleId === '') return unset('ANTHROPIC_FEDERATION_RULE_ID')
  if (organizationId === '') return unset('ANTHROPIC_ORGANIZATION_ID')
  const shapes: readonly (readonly [name: FederationPart, value: string, shape: RegExp, like: string])[] = [
    ['ANTHROPIC_FEDERATION_RULE_ID', ruleId, /^fdrl_\w+$/, 'fdrl_…'],
    ['ANTHROPIC_ORGANIZATION_ID', organizationId, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'a UUID'],
    ['ANTHROPIC_SERVICE_ACCOUNT_ID', serviceAccountId, /^(svac_\w+)?$/, 'svac_…'],
    ['ANTHROPIC_WORKSPACE_ID', workspaceId, /^(wrkspc_\w+|default)?$/, 'wrkspc_… or default'],
  ]
  const odd = shapes.find(([, value, shape]) => !shape.test(value))
  if (odd === undefined) return null
  const [name, , , like] = odd
  return wrong(
    'config-file',
    `${name} of the federation in ${place} does not look like one: it should be ${like}.`,
    [`${name}: ${place}`, whereShown[name]],
    setPart(federation, name),
  )
}

function ofToken(federation: Federation) {
  const { token, place } = federation
  switch (token.kind) {
    case 'read':
      return ok(token.place)
    case 'unnamed':
      return wrong(
        'missing-credential',
        `Identity federation is set in ${place}, and nothing says where the identity token is.`,
        [
          'ANTHROPIC_IDENTITY_TOKEN_FILE and ANTHROPIC_IDENTITY_TOKEN are not set',
          whereShown.ANTHROPIC_IDENTITY_TOKEN_FILE,
        ],
        setPart(federation, 'ANTHROPIC_IDENTITY_TOKEN_FILE'),
      )
    case 'missing':
      return wrong(
        'missing-credential',
        `The file of the identity token, ${token.place}, is not there.`,
        [`${token.place}: not found`, written],
        anotherToken(null, token.place),
      )
    case 'empty':
      return wrong(
        'missing-credential',
        `The file of the identity token, ${token.place}, is empty.`,
        [`${token.place}: 0 characters`, written],
        anotherToken(null, token.place),
      )
    case 'unreadable':
      return wrong(
        'config-file',
        `The file of the identity token, ${token.place}, cannot be read (${token.code}).`,
        [`${token.place}: ${token.code}`],
        `Type: chmod u+r ${shellWord(token.place)}`,
      )
  }
}
