import type { Signature } from '../signature.ts'

export const azureSignatureExpired: Signature = {
  id: 'azure-signature-expired',
  title: 'The shared access signature has expired',
  provider: 'azure',
  cause: 'expired',
  renewable: 'yes',
  when: [
    { printed: /\bSignature not valid in the specified time frame\b/i },
    { printed: /\bSignature (?:has )?expired\b/i, provider: ['azure'], providerKnown: true },
  ],
  area: 'account-or-auth',
  meaning:
    'The shared access signature (SAS) in the address is outside the time it was made for; Azure prints its start, its end and the time now.',
  why: 'A signature of this kind carries its own end and cannot be prolonged; whoever made it has to make another.',
  commonCauses: [
    'an address with a signature that was made for hours or a day',
    'a long transfer that outlived its signature',
    'a start time ahead of the clock of the service',
  ],
  remedy: [
    'Compare Expiry with Current in the message: where Current is later, obtain a new signature from whoever made the old one.',
    'If Current is before Start, set the clock of the machine that makes the signatures, or leave the start out.',
  ],
  otherwise: 'Use an Entra sign-in in place of a signature, for example with "az storage ... --auth-mode login".',
  checks: [{ on: 'any', look: 'The parameters st and se of the address', expect: 'Its start and its end, in UTC.' }],
  worked: 'The same request with the new signature is answered.',
  ignorable: 'No: nothing is answered until the address has another signature.',
  prevent: 'Make signatures for as long as the work takes, or let the program sign in by itself.',
  related: ['azure-token-expired', 'signature-expired'],
  seen: [
    {
      status: 403,
      text: '<?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.\nRequestId:2c25ad7c-a01e-0004-04a3-56c77b000000\nTime:2020-07-10T10:16:22.8096444Z</Message><AuthenticationErrorDetail>Signature not valid in the specified time frame: Start [Thu, 09 Jul 2020 10:11:03 GMT] - Expiry [Thu, 09 Jul 2020 18:11:03 GMT] - Current [Fri, 10 Jul 2020 10:16:22 GMT]</AuthenticationErrorDetail></Error>',
      source: 'https://github.com/microsoft/AzureStorageExplorer/issues/3219',
      on: '2026-11-21',
    },
    {
      text: 'Access Denied: AuthenticationErrorDetail: Signature not valid in the specified time frame: Start [Mon, 22 Apr 2024 19:50:13 GMT] - Expiry [Tue, 23 Apr 2024 03:50:13 GMT] - Current [Wed, 24 Apr 2024 01:14:23 GMT];',
      source: 'https://github.com/cloudback/issue-tracker/issues/23',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
