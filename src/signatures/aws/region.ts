import type { Signature } from '../signature.ts'

export const awsRegion: Signature = {
  id: 'aws-region',
  title: 'Signed for another region',
  provider: 'aws',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    {
      code: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
      message: /\bCredential should be scoped to (?:a valid|correct)\b/i,
    },
    { message: /\bCredential should be scoped to (?:a valid|correct)\b/i },
  ],
  meaning: 'The request is signed for one region and sent to the address of another.',
  remedy: ['Set the region of the upstream and the region in its address to the same value.'],
  seen: [
    {
      status: 403,
      text: 'InvalidSignatureException: Credential should be scoped to a valid region.',
      source: 'https://github.com/earendil-works/pi/issues/3487',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: "SignatureDoesNotMatch -- Credential should be scoped to a valid region, not 'us-east-2'.",
      source: 'https://github.com/JuliaCloud/AWS.jl/issues/565',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
      text: '{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}',
      source: 'https://github.com/aws/aws-sdk-js-v3/issues/5811',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
