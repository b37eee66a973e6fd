import { wordingAnswer } from '../api/failure.ts'
import { bedrockWords, wordingOf } from '../captured/index.ts'
import type { RefusalKind } from '../captured/wording.ts'
import type { Credentials } from '../credentials.ts'
import type { Answer, HeaderList } from '../wire/answer.ts'
import type { RequestHead } from '../wire/request-head.ts'
import { failure } from './failure.ts'
import { isSignatureFault, readSignature, type Scope, scopeFault, signatureFault } from './signature.ts'

export interface CallerOptions {
  readonly known: Credentials
  readonly nowMs: () => number
  /** Wordings that were chosen; Bedrock's own where a kind is missing. */
  readonly words: ReadonlyMap<RefusalKind, string>
  readonly region: string
}

/** Whoever calls, or the refusal; a caller may use some models and not others. */
export type Caller =
  | { readonly refused: Answer }
  | { readonly refused: null; readonly mayUse: (model: string) => boolean; readonly denied: () => Answer }

/** A Bedrock API key begins with one of these: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html */
const bearerPrefix = /^(?:ABSK|bedrock-api-key-)/

/** Says who calls, as strictly as Bedrock does: a signature over every byte, or an API key as a Bearer. */
export function callers({ known, nowMs, words, region }: CallerOptions) {
  return (head: RequestHead, body: Uint8Array, service: string, requestId: string, common: HeaderList): Caller => {
    const how = (head.headers.authorization ?? '').startsWith('AWS4-') ? 'signed' : 'bearer'
    const say = (kind: RefusalKind): Answer =>
      wordingAnswer(wordingOf(words.get(kind) ?? bedrockWords[kind][how]), requestId, common)
    const plain = (id: string): Caller => ({ refused: wordingAnswer(wordingOf(id), requestId, common) })
    const admitted = (token: string): Caller => {
      const found = known.look(token)
      if (found === null) return { refused: say('unknown') }
      if (found.state !== 'accepted') return { refused: say(found.state) }
      return { refused: null, mayUse: found.mayUse, denied: () => say('denied') }
    }

    const { authorization } = head.headers
    if (authorization === undefined) return plain('bedrock-no-authorization')
    if (how === 'bearer') {
      const [, token] = /^bearer +(\S+)$/i.exec(authorization) ?? []
      if (token === undefined || !bearerPrefix.test(token)) return plain('bedrock-bearer-malformed')
      return known.look(token)?.options.aws === undefined ? admitted(token) : { refused: say('unknown') }
    }
    const fault = (type: string, message: string): Caller => ({
      refused: failure({ status: 403, type, message }, common),
    })
    const signed = readSignature(head)
    if (isSignatureFault(signed)) return fault(signed.type, signed.message)
    const scope: Scope = { region, service }
    const outside = scopeFault(signed, scope, nowMs())
    if (outside !== null) return fault(outside.type, outside.message)
    const aws = known.look(signed.accessKeyId)?.options.aws
    // A session token that is missing or of another key makes the key an unknown one.
    if (aws === undefined || aws.sessionToken !== head.headers['x-amz-security-token'])
      return { refused: say('unknown') }
    const wrong = signatureFault(head, body, signed, aws.secretAccessKey)
    return wrong === null ? admitted(signed.accessKeyId) : fault(wrong.type, wrong.message)
  }
}
