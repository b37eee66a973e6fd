/** A person who signs in by identity federation. */
import type { DoctorWorld } from './doctor-world.ts'
import { type IdentityIssuer, identityIssuer } from './identity-issuer.ts'

export const organization = '00000000-0000-4000-8000-0000000000aa'
export const subject = 'repo:acme/shop:ref:refs/heads/main'
export const issuer: IdentityIssuer = await identityIssuer()

/** The rule of the story, which takes the tokens of this repository. */
export const rule = {
  id: 'fdrl_01made',
  organization,
  issuer: issuer.url,
  keys: issuer.keys,
  subject: 'repo:acme/shop:*',
  serviceAccount: 'svac_01made',
}

export const writeToken = (world: DoctorWorld, token: string): void =>
  void world.scratch.write('home/token', `${token}\n`, 0o600)

/** All is well: a token in a file, a rule that fits. */
export async function federated(world: DoctorWorld): Promise<void> {
  delete world.env.ANTHROPIC_AUTH_TOKEN
  writeToken(world, await issuer.token({ sub: subject }))
  Object.assign(world.env, {
    ANTHROPIC_FEDERATION_RULE_ID: rule.id,
    ANTHROPIC_ORGANIZATION_ID: organization,
    ANTHROPIC_SERVICE_ACCOUNT_ID: rule.serviceAccount,
    ANTHROPIC_IDENTITY_TOKEN_FILE: world.scratch.path('home/token'),
  })
  world.upstream.federate(rule)
}
