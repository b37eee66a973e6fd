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
  area: 'deployment-or-configuration',
  meaning: 'The request is signed for one region and sent to the address of another.',
  why: 'The region is part of what is signed; the server of another region cannot check such a signature.',
  commonCauses: [
    'AWS_REGION and the region of the base URL differ',
    'a profile in ~/.aws/config with a region of its own',
    'a gateway that forwards to another region than the client signs for',
  ],
  remedy: ['Set the region of the upstream and the region in its address to the same value.'],
  otherwise: 'Remove the base URL and let the region alone choose the address.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "AWS_REGION|AWS_DEFAULT_REGION|BASE_URL"',
      expect: 'Two different regions in these lines: this card.',
    },
    { on: 'any', look: 'aws configure list', expect: 'Shows which region wins and where it comes from.' },
    { on: 'container', look: 'The same inside the container', expect: 'Images often carry a default region.' },
  ],
  worked: 'The same credentials are accepted once both regions are the same.',
  ignorable: 'No: every request is refused.',
  prevent: 'Set the region in one place only and derive the address from it.',
  related: ['aws-signature-mismatch', 'aws-model-access', 'aws-clock-behind'],
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
