import { json, type Wording } from './wording.ts'

const commonErrors = 'https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html'
const errorType = (type: string) => ({ ...json, 'x-amzn-errortype': type })
/** As the outer layer of Bedrock writes it: with the namespace, and `Message` with a capital. */
const outer = (type: string) => errorType(`${type}:http://internal.amazon.com/coral/com.amazon.coral.service/`)

/** How Bedrock refuses, beside what every service of AWS says. */
export const bedrock: readonly Wording[] = [
  {
    id: 'bedrock-bearer-expired',
    kind: 'expired',
    status: 403,
    headers: outer('AccessDeniedException'),
    body: '{"Message":"Bearer Token has expired"}',
    source:
      'https://github.com/BerriAI/litellm/blob/main/tests/test_litellm/anthropic_interface/exceptions/test_exception_mapping_utils.py',
  },
  {
    id: 'bedrock-bearer-invalid',
    kind: 'unknown',
    status: 403,
    headers: outer('AccessDeniedException'),
    body: '{"Message":"The bearer token included in the request is invalid."}',
    source: 'https://github.com/kirodotdev/Kiro/issues/4935',
  },
  {
    id: 'bedrock-bearer-malformed',
    kind: 'unknown',
    status: 403,
    headers: outer('AccessDeniedException'),
    body: '{"Message":"Invalid API Key format: Must start with pre-defined prefix"}',
    source: 'https://github.com/BloopAI/vibe-kanban/issues/933',
  },
  {
    id: 'bedrock-no-authorization',
    kind: 'unknown',
    status: 403,
    headers: outer('AccessDeniedException'),
    body: '{"Message":"Authorization header is missing"}',
    source: 'https://github.com/karthink/gptel/issues/1397',
  },
  {
    id: 'bedrock-explicit-deny',
    kind: 'denied',
    status: 403,
    headers: errorType('AccessDeniedException'),
    body: '{"Message":"User: arn:aws:sts::123456789012:assumed-role/dev/build is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-5 with an explicit deny in a service control policy"}',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
  },
  {
    id: 'bedrock-access-denied',
    kind: 'denied',
    status: 403,
    headers: errorType('AccessDeniedException'),
    body: '{"message":"You do not have sufficient access to perform this action."}',
    source: commonErrors,
  },
  {
    id: 'bedrock-model-access',
    kind: 'denied',
    status: 403,
    headers: errorType('AccessDeniedException'),
    body: '{"message":"You don\'t have access to the model with the specified model ID."}',
    source: 'https://github.com/gaiin-platform/amplify-genai-backend/issues/62',
  },
]
