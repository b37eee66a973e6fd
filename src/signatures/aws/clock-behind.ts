import type { Signature } from '../signature.ts'

/** Reads like an expired token and is none: renewing would go round for ever. */
export const awsClockBehind: Signature = {
  id: 'aws-clock-behind',
  title: 'The clock is behind',
  provider: 'aws',
  cause: 'clock-skew',
  renewable: 'no',
  when: [
    {
      code: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
      message: /\bSignature expired: \S{8,40} is now earlier than\b/i,
    },
    { message: /\bSignature expired: \S{8,40} is now earlier than\b/i },
    { code: ['RequestExpired'] },
  ],
  meaning:
    'The signature was made with a clock that is minutes behind, so AWS takes the request for an old one; the credentials are fine, although the word "expired" says otherwise.',
  remedy: [
    'Set the clock of this machine (under WSL2 after sleep: "sudo hwclock -s"; elsewhere turn on automatic time), then repeat the request.',
    'In a container or virtual machine, set the clock of the host as well.',
  ],
  seen: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
      text: '{"message":"Signature expired: 20160928T174419Z is now earlier than 20160928T174724Z (20160928T175224Z - 5 min.)"}',
      source: 'https://github.com/aws/aws-sdk-go/issues/859',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: 'SignatureDoesNotMatch: Signature expired: 20220127T001427Z is now earlier than 20220127T014428Z (20220127T015928Z - 15 min.)',
      source: 'https://github.com/aws/aws-cli/issues/6676',
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
