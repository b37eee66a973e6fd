import type { Signature } from '../signature.ts'

export const awsSignatureMismatch: Signature = {
  id: 'aws-signature-mismatch',
  title: 'The signature does not match',
  provider: 'aws',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { status: [400, 403], code: ['SignatureDoesNotMatch', 'InvalidSignatureException'] },
    { message: /\brequest signature we calculated does not match\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'The secret does not belong to the access key, or something between here and AWS changed a signed header or the body.',
  why: 'AWS makes the same signature from the request that arrived; any byte of a signed header, the path or the body that changed on the way, or another secret, gives another result.',
  commonCauses: [
    'a secret of another access key',
    'a proxy that adds, joins or rewrites headers',
    'an Authorization header of a gateway next to the signature',
    'a blank or line break at the end of the secret',
  ],
  remedy: [
    'Check that access key and secret come from the same place and that the secret is complete.',
    'If a proxy is on the way, let it pass headers and body unchanged; nothing may add an Authorization header of its own.',
  ],
  otherwise:
    'Send the same request without the proxy; then compare the canonical request that AWS prints in the message with yours line by line.',
  checks: [
    {
      on: 'any',
      look: 'aws sts get-caller-identity with the same profile',
      expect: 'An ARN: key and secret fit, so something changes the request.',
    },
    {
      on: 'any',
      look: 'env | grep -E "ANTHROPIC_AUTH_TOKEN|ANTHROPIC_CUSTOM_HEADERS"',
      expect: 'A header of your own in front of signing breaks it.',
    },
    {
      on: 'ci',
      look: 'The secret in the job, and masks around it',
      expect: 'A trailing line break is part of the secret then.',
    },
    {
      on: 'windows',
      look: 'The credentials file in an editor that shows line ends',
      expect: 'CRLF inside a value is signed along.',
    },
  ],
  worked: 'The same request is answered straight and through the proxy.',
  ignorable: 'No: it fails each time the same bytes are changed.',
  prevent: 'Sign at the last hop before AWS, so that nothing can change the request afterwards.',
  related: ['aws-clock-behind', 'aws-region', 'aws-token-invalid', 'aws-authorization-missing'],
  seen: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
      text: '{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}',
      source: 'https://github.com/aws/aws-sdk-js-v3/issues/5811',
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
      text: 'InvalidSignatureException: Credential should be scoped to a valid region.',
      source: 'https://github.com/earendil-works/pi/issues/3487',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
