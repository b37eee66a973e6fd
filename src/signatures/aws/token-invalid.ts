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
  area: 'account-or-auth',
  meaning:
    'AWS does not know the access key, or the session token that belongs to it is missing or of another key; it is not a matter of time.',
  why: 'AWS does not find the access key, or finds it without the session token that belongs to it; a key that was deleted, a key of another partition and half a set of variables look the same.',
  commonCauses: [
    'AWS_ACCESS_KEY_ID in the environment without its AWS_SESSION_TOKEN',
    'a key that was deleted or rotated',
    'a profile of another account or of GovCloud or China',
    'a placeholder from an example',
  ],
  remedy: [
    'Check with "aws sts get-caller-identity" that the profile works, and that key, secret and session token come from the same place.',
    'Look for AWS_ACCESS_KEY_ID in the environment: it overrides the profile.',
    'If the key was rotated, put the new one where the source reads it.',
  ],
  otherwise:
    'Run "aws configure export-credentials" with the profile you mean, and put exactly its three values into a fresh shell.',
  checks: [
    {
      on: 'any',
      look: 'aws sts get-caller-identity',
      expect: 'InvalidClientTokenId: the key is unknown; an ARN: the client uses another key than the CLI.',
    },
    {
      on: 'any',
      look: 'aws configure list',
      expect: 'Shows for each value whether it comes from the environment, a file or SSO.',
    },
    {
      on: 'any',
      look: 'env | grep ^AWS_',
      expect: 'Three variables of one set, or none: anything between is this card.',
    },
    {
      on: 'windows',
      look: 'Get-ChildItem Env:AWS* in PowerShell',
      expect: 'Variables set for the user with setx are often forgotten.',
    },
    {
      on: 'vscode',
      look: 'The env block of the settings and of launch.json',
      expect: 'Old keys there win over the profile.',
    },
    {
      on: 'container',
      look: 'docker inspect -f "{{.Config.Env}}" <container>',
      expect: 'Shows keys that the image or the start command carries.',
    },
    {
      on: 'ci',
      look: 'All three secrets, and their order',
      expect: 'A session token that was not passed on breaks the other two.',
    },
  ],
  worked: 'aws sts get-caller-identity prints the ARN you expect, and the client is answered with the same profile.',
  ignorable: 'No: it is not a matter of time, and the retries that the client announces cannot succeed.',
  prevent:
    'Use a profile or a source instead of three loose variables, so that key, secret and token always come together.',
  related: [
    'aws-token-expired',
    'aws-signature-mismatch',
    'aws-access-denied',
    'aws-authorization-missing',
    'claude-code-aws-authentication-failed',
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
    {
      status: 403,
      text: 'API Error (403 The security token included in the request is invalid.) · Retrying in 1 seconds… (attempt 1/10)',
      source: 'https://github.com/anthropics/claude-code/issues/5418',
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
