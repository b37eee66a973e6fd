import type { Signature } from '../signature.ts'

export const claudeCodeAwsAuthenticationFailed: Signature = {
  id: 'claude-code-aws-authentication-failed',
  title: 'Refused by AWS, in the words of the client',
  provider: 'aws',
  cause: 'unknown',
  renewable: 'unsure',
  when: [{ printed: /\bAWS authentication failed ·/ }, { printed: /\bAWS credentials expired or invalid ·/ }],
  area: 'account-or-auth',
  meaning: 'AWS refused the request; the end of the line, behind "API Error", says why in the words of AWS.',
  why: 'The client puts the same advice in front of every refusal of AWS, an ended session and a missing permission alike, so that only the last part tells them apart.',
  commonCauses: [
    'an ended session',
    'a missing permission',
    'a model that is not enabled',
    'a gateway in front of AWS that refused',
  ],
  remedy: [
    'Read what follows "API Error: 403" or "401" and paste that part alone.',
    'Run "aws sts get-caller-identity": an error means sign in again; an ARN means permissions or model access.',
  ],
  otherwise:
    'Run "aws bedrock-runtime invoke-model" with the same profile, region and model: it prints the bare answer of AWS.',
  checks: [
    { on: 'any', look: 'aws sts get-caller-identity', expect: 'An ARN: the session lives.' },
    { on: 'any', look: 'env | grep ^AWS_', expect: 'Variables that override the profile.' },
    { on: 'container', look: 'Whether ~/.aws is mounted', expect: 'Other credentials are found otherwise.' },
    { on: 'vscode', look: 'The environment VS Code was started with', expect: 'Holds the credentials of that moment.' },
  ],
  worked: 'The prompt is answered without this line.',
  ignorable: 'No: the request was refused.',
  prevent:
    'Let the session be renewed ahead of its end, and test permissions with the playground before a team starts.',
  related: ['aws-token-expired', 'aws-token-invalid', 'aws-not-authorized', 'aws-access-denied', 'aws-model-access'],
  seen: [
    {
      text: 'AWS authentication failed · refresh your AWS credentials (SSO sign-in, access keys, API key or proxy token) and retry · if credentials are current, check AWS permissions and model access · API Error: 403 Forbidden',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'AWS credentials expired or invalid · refresh your AWS credentials (SSO sign-in, access keys, API key or proxy token) and retry · API Error: 401 The security token included in the request is expired',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
