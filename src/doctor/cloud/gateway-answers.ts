import { signatures } from '../../signatures/index.ts'
import { matchSignatures } from '../../signatures/match.ts'
import type { Said } from '../endpoint.ts'
import { newKey } from '../fixes/fix-words.ts'
import type { Presented } from '../present.ts'
import type { VertexVerdict } from './google/vertex-answers.ts'

/** What a gateway says that stands before a provider and signs in for the client. */
export function gatewayVerdict(
  { status, headers, text }: Said,
  { host, credential }: { readonly host: string; readonly credential: Presented | null },
): VertexVerdict {
  if (status === 200) return { kind: 'taken' }
  if (status !== 401 && status !== 403)
    return { kind: 'unknown', because: `the gateway answers ${status} to a free question` }
  const card = matchSignatures({ status, headers, text }, signatures)
  const evidence = [`${host}: ${status}${card === null ? '' : `, ${card.title}`}`]
  if (credential === null)
    return {
      kind: 'wrong',
      complaint: {
        status: 'wrong',
        cause: 'missing-credential',
        summary: `The gateway ${host} wants a token of its own, and ANTHROPIC_AUTH_TOKEN is not set.`,
        evidence,
        fix: newKey('ANTHROPIC_AUTH_TOKEN', 'the shell', { host, isDefault: false }),
        number: 5,
      },
    }
  return {
    kind: 'wrong',
    complaint: {
      status: 'wrong',
      cause: card?.cause ?? (status === 401 ? 'invalid-credential' : 'permission'),
      summary: `The gateway ${host} refuses ${credential.name} of ${credential.place}: ${card?.title ?? `status ${status}`}.`,
      evidence,
      fix: newKey(credential.name, credential.place, { host, isDefault: false }),
      number: 5,
    },
  }
}
