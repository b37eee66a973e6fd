import type { Signature } from '../signature.ts'

/** Reads like an expired token and is none: renewing would go round for ever. */
export const awsClockBehind: Signature = {
  id: 'aws-clock-behind',
  title: 'The clock is behind',
  provider: 'aws',
  cause: 'clock-skew',
  renewable: 'no',
  when: [
    // Everywhere else these words alone mean something that has ended.
    { printed: /\bSignature expired\b/i, provider: ['aws'], providerKnown: true },
    {
      code: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
      message: /\bSignature expired: \S{8,40} is now earlier than\b/i,
    },
    { message: /\bSignature expired: \S{8,40} is now earlier than\b/i },
    { code: ['RequestExpired'] },
  ],
  area: 'local-runtime',
  meaning:
    'The signature was made with a clock that is minutes behind, so AWS takes the request for an old one; the credentials are fine, although the word "expired" says otherwise.',
  why: 'A signature is good for five or fifteen minutes by the clock of AWS; a clock that stood still during sleep makes signatures that are old at birth.',
  commonCauses: [
    'WSL2 after the laptop slept',
    'a virtual machine that was paused',
    'Docker Desktop after sleep',
    'a machine without time synchronisation',
  ],
  remedy: [
    'Set the clock of this machine (under WSL2 after sleep: "sudo hwclock -s"; elsewhere turn on automatic time), then repeat the request.',
    'In a container or virtual machine, set the clock of the host as well.',
  ],
  otherwise: 'If the clocks agree, look for a proxy that holds requests back for minutes before it sends them.',
  checks: [
    {
      on: 'any',
      look: 'curl -sI https://aws.amazon.com | grep -i ^date; date -u',
      expect: 'The local time lies minutes behind: this card.',
    },
    {
      on: 'wsl',
      look: 'sudo hwclock -s',
      expect: 'Takes over the clock of Windows; "wsl --shutdown" does the same at the next start.',
    },
    {
      on: 'macos',
      look: 'sudo sntp -sS time.apple.com, then restart Docker Desktop',
      expect: 'The virtual machine of Docker keeps its own clock.',
    },
    { on: 'linux', look: 'timedatectl', expect: 'System clock synchronized: no means that nothing keeps it right.' },
    {
      on: 'windows',
      look: 'w32tm /resync in an administrator window',
      expect: 'Sets the clock; an error says that the time service is off.',
    },
    {
      on: 'container',
      look: 'date -u inside and on the host',
      expect: 'Both wrong: set the clock of the host or of its virtual machine.',
    },
  ],
  worked:
    'date -u and the Date header agree within seconds, and the same credentials are accepted without a new sign-in.',
  ignorable: 'No: every signed request is refused, and new credentials are refused too.',
  prevent: 'Turn on automatic time, and let WSL2 and virtual machines set their clock after each wake-up.',
  related: ['aws-clock-ahead', 'aws-token-expired', 'aws-signature-mismatch', 'azure-token-expired'],
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
