import type { WarmkeyErrorCode } from '../../errors.ts'
import type { Dialect } from './dialect.ts'
import { messageOfError } from './messages.ts'

/** `/model/<id>/<operation>`; the id is an opaque segment, with `:` and `/` encoded as its clients like. */
const ofModel = /^\/model\/([^/]+)\/([a-z-]+)$/
const operations: ReadonlySet<string> = new Set([
  'invoke',
  'invoke-with-response-stream',
  'converse',
  'converse-stream',
  'count-tokens',
])

/** What clients ask the control plane for before they talk: the profiles and models that there are. */
const ofControl = /^\/(?:inference-profiles|foundation-models)(?:\/[^/]+)?$/

/** The host of the control plane beside that of the runtime; interface endpoints of a VPC have no common name. */
const runtimeHost = /^https:\/\/bedrock-runtime(?=(?:-fips)?\.[a-z0-9-]+\.[a-z.]+$)/

const isModelCall = (path: string): boolean => operations.has(ofModel.exec(path)?.[2] ?? '')

/**
 * What our refusals are to the SDKs of AWS, which take the name of an error from a header. None of these is retried by
 * them but the two that should be.
 */
const errorTypes: Partial<Record<WarmkeyErrorCode, string>> = {
  'caller-unknown': 'UnrecognizedClientException',
  'subscription-login': 'UnrecognizedClientException',
  denied: 'AccessDeniedException',
  'renewal-did-not-cure': 'AccessDeniedException',
  'host-refused': 'AccessDeniedException',
  'origin-refused': 'AccessDeniedException',
  'path-refused': 'AccessDeniedException',
  'request-ambiguous': 'ValidationException',
  'body-too-large': 'ValidationException',
  limited: 'ThrottlingException',
  'upstream-dropped': 'ServiceUnavailableException',
  internal: 'InternalServerException',
}

/**
 * Amazon Bedrock: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html.
 * Requests are signed for AWS credentials, and carry a Bearer token for Bedrock API keys. Errors are `{"message":…}` with
 * their name in `x-amzn-errortype` (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html).
 */
export const bedrock: Dialect = {
  id: 'bedrock',
  summary: 'Amazon Bedrock: InvokeModel and Converse, signed with AWS credentials or with a Bedrock API key',
  header: 'authorization',
  awsService: 'bedrock',
  inference: isModelCall,
  openToRuns: (path) => isModelCall(path) || ofControl.test(path),
  signOfLife: () => false,
  baseFor: (base, path) => (ofControl.test(path) ? base.replace(runtimeHost, 'https://bedrock') : base),
  renamed: (target, models) => {
    const query = target.indexOf('?')
    const path = query === -1 ? target : target.slice(0, query)
    const [, id = '', operation = ''] = ofModel.exec(path) ?? []
    const name = models.get(decoded(id))
    if (name === undefined) return target
    return `/model/${encodeURIComponent(name)}/${operation}${query === -1 ? '' : target.slice(query)}`
  },
  refuse: ({ message, code }) => ({
    contentType: 'application/json',
    body: JSON.stringify({ message }),
    headers: { 'x-amzn-errortype': errorTypes[code] ?? 'DependencyFailedException' },
  }),
  errorMessage: messageOfError,
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
