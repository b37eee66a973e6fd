import type { Signature } from '../signature.ts'

export const awsClockAhead: Signature = {
  id: 'aws-clock-ahead',
  title: 'The clock is ahead',
  provider: 'aws',
  cause: 'clock-skew',
  renewable: 'no',
  when: [
    { code: ['InvalidSignatureException', 'SignatureDoesNotMatch'], message: /\bSignature not yet current\b/i },
    { message: /\bSignature not yet current\b/i },
  ],
  meaning:
    'The signature was made with a clock that is minutes ahead, so AWS refuses the request as one from the future.',
  remedy: [
    'Set the clock of this machine, then repeat the request.',
    'In a container or virtual machine, set the clock of the host as well.',
  ],
  seen: [
    {
      status: 403,
      text: 'InvalidSignatureException: Signature not yet current: 20190305T002809Z is still later than 20190304T214315Z (20190304T212815Z + 15 min.)',
      source: 'https://github.com/aws/aws-sdk-js/issues/2565',
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
  ],
  updatedOn: '2026-11-21',
}
