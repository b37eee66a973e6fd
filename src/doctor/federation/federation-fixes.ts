import { setTo } from '../fixes/fix-words.ts'
import type { Federation } from './federation.ts'

/** What the parts of a federation are called in a profile. */
const inProfile = {
  ANTHROPIC_FEDERATION_RULE_ID: 'authentication.federation_rule_id',
  ANTHROPIC_ORGANIZATION_ID: 'organization_id',
  ANTHROPIC_SERVICE_ACCOUNT_ID: 'authentication.service_account_id',
  ANTHROPIC_WORKSPACE_ID: 'workspace_id',
  ANTHROPIC_IDENTITY_TOKEN_FILE: 'authentication.identity_token.path',
} as const

export type FederationPart = keyof typeof inProfile

/** What the person is to fill in for each. */
const blanks: Readonly<Record<FederationPart, string>> = {
  ANTHROPIC_FEDERATION_RULE_ID: '<your federation rule>',
  ANTHROPIC_ORGANIZATION_ID: '<your organisation>',
  ANTHROPIC_SERVICE_ACCOUNT_ID: '<your service account>',
  ANTHROPIC_WORKSPACE_ID: '<your workspace>',
  ANTHROPIC_IDENTITY_TOKEN_FILE: '<the file of your identity token>',
}

const rules = 'https://platform.claude.com/settings/workload-identity-federation'

/** Where each of them can be read. */
export const whereShown: Readonly<Record<FederationPart, string>> = {
  ANTHROPIC_FEDERATION_RULE_ID: `the rule (fdrl_…) stands in ${rules}`,
  ANTHROPIC_ORGANIZATION_ID: 'the organisation (a UUID) stands in the Console under Settings, Organization',
  ANTHROPIC_SERVICE_ACCOUNT_ID: `the service account (svac_…) stands in ${rules}`,
  ANTHROPIC_WORKSPACE_ID: 'the workspace (wrkspc_…) stands in the Console under Settings, Workspaces',
  ANTHROPIC_IDENTITY_TOKEN_FILE:
    'the file is the one that your platform writes, such as a projected token of Kubernetes',
}

/** Names a part of the federation, where the rest of it is named. */
export const setPart = ({ place, byProfile }: Pick<Federation, 'place' | 'byProfile'>, part: FederationPart): string =>
  setTo(byProfile ? inProfile[part] : part, place, blanks[part])

/** Who makes the identity tokens: the host of `iss`, where a token says one. */
export function makerOf(claims: Readonly<Record<string, unknown>> | null): string {
  const host = typeof claims?.iss === 'string' ? (URL.parse(claims.iss)?.host ?? '') : ''
  return /^[\w.:-]{1,200}$/.test(host) ? host : 'your platform'
}

/** A new token from whoever makes them. `place` is where it is put, `but` what has to be other than it was. */
export const anotherToken = (
  claims: Readonly<Record<string, unknown>> | null,
  place: string,
  but: string | null = null,
): string =>
  `Ask whoever runs ${makerOf(claims)} to put a new identity token into ${place}${but === null ? '' : `, ${but}`}.`
