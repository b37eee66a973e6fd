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
  area: 'account-or-auth',
  meaning:
    'The temporary AWS credentials (access key, secret and session token) are past their end; Bedrock says so with a 403, the Claude Platform on AWS and Mantle with a 401.',
  why: 'Temporary credentials live from fifteen minutes to twelve hours, and programs keep the ones they read at their start; a new sign-in does not reach them until they read again.',
  commonCauses: [
    'a session that ended while the client was open',
    'AWS_SESSION_TOKEN exported by hand',
    'a client that caches credentials it has read',
    'a role with a session of one hour',
  ],
  remedy: [
    'Start a new AWS session, for example with "aws sso login", then repeat the request.',
    'Check with "aws sts get-caller-identity" that the profile in use is the one that was renewed.',
    'Remove AWS_SESSION_TOKEN and its companions from the environment if they were set by hand: they override the profile and never renew themselves.',
  ],
  otherwise:
    'End the client and start it with "claude --continue" in a shell without any AWS_ variables but AWS_PROFILE.',
  checks: [
    {
      on: 'any',
      look: 'aws sts get-caller-identity',
      expect: 'ExpiredToken here too: sign in; an ARN: the client holds older credentials than the profile.',
    },
    {
      on: 'any',
      look: 'env | grep AWS_SESSION_TOKEN',
      expect: 'A line here overrides every profile and cannot renew itself.',
    },
    { on: 'macos', look: 'ls -l ~/.aws/sso/cache', expect: 'The newest file shows when somebody last signed in.' },
    { on: 'wsl', look: 'date -u; ls ~/.aws', expect: 'A clock behind Windows, or a sign-in made only in Windows.' },
    {
      on: 'vscode',
      look: 'The environment VS Code was started with',
      expect: 'It keeps exported credentials until it is quit and started again.',
    },
    { on: 'ssh', look: 'aws sso login --use-device-code', expect: 'Signs in without a browser on that machine.' },
    {
      on: 'container',
      look: 'Whether ~/.aws is mounted and AWS_PROFILE passed',
      expect: 'Credentials passed as variables end with no one to renew them.',
    },
    { on: 'ci', look: 'role-duration-seconds of the job', expect: 'Shorter than the job runs.' },
  ],
  worked: 'aws sts get-caller-identity prints an ARN, the same prompt is answered, and so is one after the next hour.',
  ignorable: 'No: the same credentials are refused for ever, and ten retries of the client cost minutes.',
  prevent:
    'Let something that renews before the end sit in front of the client, and keep credentials out of variables.',
  related: [
    'aws-token-invalid',
    'aws-sso-session',
    'aws-clock-behind',
    'aws-bearer-token-expired',
    'claude-code-aws-authentication-failed',
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
    {
      status: 403,
      text: 'AWS authentication failed · refresh your AWS credentials (SSO sign-in, access keys, API key or proxy token) and retry · if credentials are current, check AWS permissions and model access · API Error: 403 The security token included in the request is expired',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
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
