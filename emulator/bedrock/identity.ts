import type { Answer, HeaderList } from '../wire/answer.ts'
import type { RequestHead } from '../wire/request-head.ts'
import type { callers } from './caller.ts'
import type { BedrockFailure } from './failure.ts'

/** Whom every key of this emulator belongs to. */
export const caller = 'arn:aws:sts::123456789012:assumed-role/dev/build'

/** A denial as IAM words it: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export const denial = (action: string, region: string): BedrockFailure => ({
  status: 403,
  type: 'AccessDeniedException',
  message: `User: ${caller} is not authorized to perform: ${action} on resource: arn:aws:bedrock:${region}:123456789012:* because no identity-based policy allows the ${action} action`,
})

/** Names of the query protocol for what the JSON services name otherwise: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const codes: Readonly<Record<string, string>> = {
  ExpiredTokenException: 'ExpiredToken',
  UnrecognizedClientException: 'InvalidClientTokenId',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  IncompleteSignatureException: 'IncompleteSignature',
}

/** GetCallerIdentity, the one call of STS that nobody needs a permission for: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function identity(
  admit: ReturnType<typeof callers>,
  head: RequestHead,
  body: Uint8Array,
  requestId: string,
  common: HeaderList,
): Answer {
  const xml = (status: number, text: string): Answer => ({
    status,
    headers: [['content-type', 'text/xml'], ...common],
    body: new TextEncoder().encode(text),
  })
  const refused = (status: number, code: string, message: string): Answer =>
    xml(
      status,
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    )
  const fields = new URLSearchParams(new TextDecoder().decode(body))
  if (fields.get('Action') !== 'GetCallerIdentity' || fields.get('Version') !== '2011-06-15')
    return refused(400, 'InvalidAction', `Could not find operation ${fields.get('Action')} for version 2011-06-15`)
  if (!(head.headers.authorization ?? '').startsWith('AWS4-'))
    return refused(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token')
  const who = admit(head, body, 'sts', requestId, common)
  if (who.refused === null)
    return xml(
      200,
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${caller}</Arn><UserId>AROAFAKEFAKEFAKEFAKE:build</UserId><Account>123456789012</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    )
  const { status, headers, body: told } = who.refused
  const [, type = ''] = headers.find(([name]) => name === 'x-amzn-errortype') ?? []
  const said: unknown = told instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(told)) : null
  const { message, Message } = Object(said)
  const bare = type.replace(/:.*$/, '')
  return refused(status, codes[bare] ?? bare, String(message ?? Message ?? ''))
}
