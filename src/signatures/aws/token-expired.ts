import type { Signature } from '../signature.ts'

export const awsTokenExpired: Signature = {
  id: 'aws-token-expired',
  title: 'The AWS session has expired',
  provider: 'aws',
  cause: 'expired',
  renewable: 'yes',
  when: [
    { status: [400, 401, 403], code: ['ExpiredToken', 'ExpiredTokenException'] },
    { status: [400, 401, 403], message: /\bsecurity token included in the request (?:is|has) expired\b/i },
  ],
  meaning:
    'The temporary AWS credentials (access key, secret and session token) are past their end; Bedrock says so with a 403, the Claude Platform on AWS and Mantle with a 401.',
  remedy: [
    'Start a new AWS session, for example with "aws sso login", then repeat the request.',
    'Check with "aws sts get-caller-identity" that the profile in use is the one that was renewed.',
    'Remove AWS_SESSION_TOKEN and its companions from the environment if they were set by hand: they override the profile and never renew themselves.',
  ],
  seen: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'ExpiredTokenException' },
      text: '{"message":"The security token included in the request is expired"}',
      source: 'https://github.com/anthropics/claude-code/issues/28032',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: 'API Error: 401 The security token included in the request is expired',
      source: 'https://github.com/anthropics/claude-code/issues/67529',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: 'ExpiredTokenException: "The security token included in the request is expired"',
      source: 'https://github.com/anthropics/claude-code/issues/28032',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
      text: '{"message":"Signature expired: 20160928T174419Z is now earlier than 20160928T174724Z (20160928T175224Z - 5 min.)"}',
      source: 'https://github.com/aws/aws-sdk-go/issues/859',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: 'API Error: 403 The security token included in the request is invalid.',
      source: 'https://github.com/anthropics/claude-code/issues/2260',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
