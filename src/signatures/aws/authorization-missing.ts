import type { Signature } from '../signature.ts'

export const awsAuthorizationMissing: Signature = {
  id: 'aws-authorization-missing',
  title: 'No credentials reached AWS',
  provider: 'aws',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { status: [403], code: ['MissingAuthenticationToken', 'MissingAuthenticationTokenException'] },
    { status: [403], code: ['AccessDeniedException'], message: /^Authorization header is missing\.?$/i },
    { status: [403], message: /"?Authorization header is missing\b|^Missing Authentication Token$/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'The request arrived without a signature or token: signing is switched off, or something on the way removed the header.',
  why: 'AWS reads who asks from the Authorization header alone; a switch that turns signing off for a gateway leaves nothing for AWS itself.',
  commonCauses: [
    'CLAUDE_CODE_SKIP_BEDROCK_AUTH=1 without a gateway that signs',
    'a proxy that removes the Authorization header',
    'an AWS_BEARER_TOKEN_BEDROCK that is set and empty',
  ],
  remedy: [
    'Check that the profile has a source of credentials and that its upstream speaks the Bedrock dialect.',
    'If a proxy is on the way, let it pass the Authorization header.',
  ],
  otherwise:
    'Send the request once straight to the Bedrock address with signing on: an answer there leaves only the proxy.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "SKIP_BEDROCK_AUTH|AWS_BEARER_TOKEN_BEDROCK|ANTHROPIC_BEDROCK_BASE_URL"',
      expect: 'Signing off and no base URL of a gateway: this card.',
    },
    {
      on: 'container',
      look: 'The same inside the container',
      expect: 'An env file often carries the switch of another setup.',
    },
    {
      on: 'vscode',
      look: 'claudeCode.environmentVariables in the settings',
      expect: 'The switch may be set for the extension alone.',
    },
  ],
  worked: 'The same request is answered; a 403 with another text means that the header now arrives.',
  ignorable: 'No: nothing can be answered without it.',
  prevent: 'Set the switch that turns signing off only next to the address of the gateway that signs.',
  related: ['aws-token-invalid', 'aws-signature-mismatch', 'aws-access-denied'],
  seen: [
    {
      status: 403,
      headers: {
        'x-amzn-errortype': 'AccessDeniedException:http://internal.amazon.com/coral/com.amazon.coral.service/',
      },
      text: '{"Message":"Authorization header is missing"}',
      source: 'https://github.com/karthink/gptel/issues/1397',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '403 {"Message":"Authorization header is missing"}',
      source: 'https://github.com/anthropics/claude-code/issues/45000',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      text: '{"message":"You do not have sufficient access to perform this action."}',
      source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
