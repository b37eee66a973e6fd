import type { Signature } from '../signature.ts'

/** At AWS these words mean a wrong clock, at Azure an ended signature, in most gateways an ended token: hence unsure. */
export const signatureExpired: Signature = {
  id: 'signature-expired',
  title: 'A signature has expired, or the clock is wrong',
  provider: 'gateway',
  cause: 'expired',
  renewable: 'unsure',
  when: [{ printed: /\bSignature expired\b/i }, { printed: /["']: ?["'][^"\n]{0,80}\bSignature has expired\b/i }],
  area: 'account-or-auth',
  meaning:
    'Something that was signed with a time in it was refused as too old: an ended token in most gateways, a wrong clock at AWS, an ended shared access signature at Azure.',
  why: 'A signature holds the moment it was made or ends, and the server compares that with its own clock; the words do not say which of the two clocks is right.',
  commonCauses: [
    'a signed token (JWT) past its end',
    'the clock of this machine behind, mostly after sleep or in WSL',
    'a shared access signature past its end',
  ],
  remedy: [
    'Compare "date -u" with the Date header of the answer: where they differ by minutes, set the clock.',
    'If the clock is right, obtain a new token from whoever issues it, and repeat the request.',
    'Say who answered, for a better explanation: warmkey explain --provider aws, or azure.',
  ],
  otherwise:
    'Decode the token (the part between its dots is base64) and look at exp, and ask the operator of the server for its clock.',
  checks: [
    {
      on: 'any',
      look: 'date -u; curl -sI <address> | grep -i ^date',
      expect: 'Minutes apart: the clock is the reason.',
    },
    { on: 'wsl', look: 'sudo hwclock -s', expect: 'Sets the clock that stood still while the machine slept.' },
  ],
  worked: 'The same request is answered, and the next one after the life of the token too.',
  ignorable: 'No: each request with the same signature is refused.',
  prevent: 'Keep the clock set by the network, and let something renew tokens before their end.',
  related: ['aws-clock-behind', 'azure-signature-expired', 'databricks-token-expiring'],
  seen: [
    {
      status: 403,
      text: "{'message': \"You don't have access to this data: Signature has expired\"}",
      source: 'https://github.com/uc-cdis/peregrine/issues/79',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: 'SignatureDoesNotMatch: Signature expired: 20220127T001427Z is now earlier than 20220127T014428Z (20220127T015928Z - 15 min.)',
      source: 'https://github.com/aws/aws-sdk-go/issues/859',
      on: '2026-11-21',
    },
    {
      text: 'jose.exceptions.ExpiredSignatureError: Signature has expired.',
      source: 'https://github.com/JosephRPalmer/octopus-usage-exporter/issues/3',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
