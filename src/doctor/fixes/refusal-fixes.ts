import type { Cause } from '../../signatures/signature.ts'
import { type Issuer, newKey } from './fix-words.ts'

/** What was refused, by whom, and how. */
export interface Refusal extends Issuer {
  readonly name: string
  readonly place: string
  /** Method and path. */
  readonly asked: string
  readonly status: number
  readonly model: string | null
}

/** What ends a refusal: another key, something that only its owner can do, or time. */
export function fixOfRefusal(cause: Cause, refusal: Refusal): string {
  const { name, place, host, isDefault, asked, status, model } = refusal
  const owner = isDefault ? 'your organisation at platform.claude.com' : host
  const whose = `${name} of ${place}`
  switch (cause) {
    case 'rate-limit':
    case 'quota':
    case 'overloaded':
      return 'Wait a minute.'
    case 'billing':
      return `Ask whoever runs ${owner} to add credits for ${whose}.`
    case 'permission':
    case 'org-policy':
      return `Ask whoever runs ${owner} to allow ${asked} for ${whose}.`
    case 'model-access':
    case 'model-not-found':
      return `Ask whoever runs ${owner} to open the model ${model ?? 'that Claude Code asks for'} for ${whose}.`
    case 'expired':
    case 'revoked':
    case 'invalid-credential':
    case 'missing-credential':
    case 'wrong-endpoint-or-header':
    case 'conflicting-credentials':
      return name === 'primaryApiKey' ? 'Type: claude auth login' : newKey(name, place, refusal)
    case 'waf':
      return `Ask whoever runs ${owner} to let ${asked} through its firewall.`
    default:
      return isDefault && status >= 500
        ? 'Wait a minute.'
        : `Ask whoever runs ${owner} to mend what answers ${asked} with ${status}.`
  }
}
