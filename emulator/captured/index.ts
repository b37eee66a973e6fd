import { anthropic } from './anthropic.ts'
import { bedrock } from './bedrock.ts'
import { clouds } from './clouds.ts'
import { gateways } from './gateways.ts'
import type { RefusalKind, Wording } from './wording.ts'

/** Every wording that the emulator can speak, in the order that help lists them. */
export const captured: readonly Wording[] = [...anthropic, ...gateways, ...clouds, ...bedrock]

const byId = new Map(captured.map((one) => [one.id, one]))

export function wordingOf(id: string): Wording {
  const found = byId.get(id)
  if (found === undefined)
    throw new Error(`There is no wording "${id}". Choose one of: ${[...byId.keys()].join(', ')}.`)
  return found
}

/**
 * How the Anthropic API itself words each refusal; what it says to an unknown credential depends on the header that
 * it came in.
 */
export const anthropicWords: Readonly<Record<Exclude<RefusalKind, 'unknown'>, string>> & {
  readonly unknown: Readonly<Record<'bearer' | 'api-key', string>>
} = {
  expired: 'anthropic-oauth-expired',
  revoked: 'anthropic-oauth-revoked',
  denied: 'anthropic-no-permission',
  unknown: { bearer: 'anthropic-invalid-bearer', 'api-key': 'anthropic-invalid-x-api-key' },
}

/** How Bedrock words each refusal, of a key that signs and of one that travels as it is. */
export const bedrockWords: Readonly<Record<RefusalKind, { readonly signed: string; readonly bearer: string }>> = {
  expired: { signed: 'aws-security-token-expired', bearer: 'bedrock-bearer-expired' },
  revoked: { signed: 'aws-security-token-invalid', bearer: 'bedrock-bearer-invalid' },
  unknown: { signed: 'aws-security-token-invalid', bearer: 'bedrock-bearer-invalid' },
  denied: { signed: 'aws-not-authorized', bearer: 'aws-not-authorized' },
}
