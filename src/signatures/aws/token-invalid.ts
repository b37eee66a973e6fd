import type { Signature } from '../signature.ts'

export const awsTokenInvalid: Signature = {
  id: 'aws-token-invalid',
  title: 'AWS does not know these credentials',
  provider: 'aws',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [400, 401, 403], code: ['UnrecognizedClientException', 'InvalidClientTokenId'] },
    {
      status: [400, 401, 403],
      code: ['AccessDeniedException'],
      message: /\bbearer token included in the request is invalid\b/i,
    },
    { status: [400, 401, 403], message: /\b(?:security|bearer) token included in the request is invalid\b/i },
  ],
  meaning:
    'AWS does not know the access key, or the session token that belongs to it is missing or of another key; it is not a matter of time.',
  remedy: [
    'Check with "aws sts get-caller-identity" that the profile works, and that key, secret and session token come from the same place.',
    'Look for AWS_ACCESS_KEY_ID in the environment: it overrides the profile.',
    'If the key was rotated, put the new one where the source reads it.',
  ],
  seen: [
    {
      status: 403,
      text: 'API Error: 403 The security token included in the request is invalid.',
      source: 'https://github.com/anthropics/claude-code/issues/2260',
      on: '2026-11-21',
    },
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'UnrecognizedClientException' },
      text: '{"message":"The security token included in the request is invalid."}',
      source: 'https://github.com/anthropics/claude-code/issues/2260',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: 'Error { code: "AccessDeniedException", message: "The bearer token included in the request is invalid.", aws_request_id: "67905e19-9540-40fb-a72c-35a03a6144f0" }',
      source: 'https://github.com/kirodotdev/Kiro/issues/4935',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'ExpiredTokenException' },
      text: '{"message":"The security token included in the request is expired"}',
      source: 'https://github.com/anthropics/claude-code/issues/28032',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
