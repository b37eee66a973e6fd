import { anthropicWords, wordingOf } from '../captured/index.ts'
import type { RefusalKind } from '../captured/wording.ts'
import type { Standing } from '../credentials.ts'
import type { Answer, HeaderList } from '../wire/answer.ts'
import type { RequestHead } from '../wire/request-head.ts'
import { type Failure, failureAnswer, invalid, wordingAnswer } from './failure.ts'

/** The first two from https://platform.claude.com/docs/en/api/versioning, the third as `@anthropic-ai/sdk` 1.11 sends it. */
const versions = new Set(['2023-01-01', '2023-06-01', '2026-10-21'])

/** What is wrong with the headers beside the credential. */
export function headerFailure(head: RequestHead): Failure | null {
  const version = head.headers['anthropic-version']
  if (version === undefined) return invalid('anthropic-version: header is required')
  // With the quotes and both values of a doubled header: https://github.com/decolua/9router/issues/2357
  if (!versions.has(version)) return invalid(`anthropic-version: "${version}" is not a valid version`)
  if (head.method !== 'POST') return null
  const type = head.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  // Stricter than the API, which has been seen to read JSON under another name: a gateway must not lose this header.
  if (type !== 'application/json') return invalid('content-type: must be application/json')
  return null
}

/** Refusals in the words that were chosen, or else in the API's own. */
export interface Refusals {
  /** `null` when the credential is accepted. */
  ofStanding(standing: Standing, requestId: string, common: HeaderList): Answer | null
  denied(requestId: string, common: HeaderList): Answer
}

export function refusals(words: ReadonlyMap<RefusalKind, string>): Refusals {
  const say = (kind: RefusalKind, byDefault: string, requestId: string, common: HeaderList): Answer =>
    wordingAnswer(wordingOf(words.get(kind) ?? byDefault), requestId, common)

  return {
    ofStanding(standing, requestId, common) {
      const plain = (message: string) =>
        failureAnswer({ status: 401, type: 'authentication_error', message }, requestId, common)
      switch (standing.kind) {
        case 'accepted':
          return null
        case 'none':
          return plain('x-api-key header is required')
        case 'two':
          // What the API does here is not documented; a gateway must never let it come to that.
          return plain('Authorization and x-api-key carry credentials that differ')
        case 'unknown':
          return say('unknown', anthropicWords.unknown[standing.header], requestId, common)
        case 'beta-missing':
          return wordingAnswer(wordingOf('anthropic-oauth-unsupported'), requestId, common)
        default:
          return say(standing.kind, anthropicWords[standing.kind], requestId, common)
      }
    },
    denied: (requestId, common) => say('denied', anthropicWords.denied, requestId, common),
  }
}
