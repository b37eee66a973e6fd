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
  meaning:
    'The secret does not belong to the access key, or something between here and AWS changed a signed header or the body.',
  remedy: [
    'Check that access key and secret come from the same place and that the secret is complete.',
    'If a proxy is on the way, let it pass headers and body unchanged; nothing may add an Authorization header of its own.',
  ],
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
