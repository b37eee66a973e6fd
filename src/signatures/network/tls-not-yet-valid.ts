import type { Signature } from '../signature.ts'

export const tlsNotYetValid: Signature = {
  id: 'tls-not-yet-valid',
  title: 'The certificate is from the future',
  provider: 'network',
  cause: 'clock-skew',
  renewable: 'no',
  when: [
    { printed: /\bSSL certificate is not yet valid\b/i },
    { printed: /\bCERT_NOT_YET_VALID\b/ },
    { printed: /\bcertificate verify failed: certificate is not yet valid\b/i },
  ],
  area: 'local-runtime',
  meaning: 'By the clock of this machine the certificate does not hold yet; nearly always the clock is behind.',
  why: 'Certificates hold from a moment on, and a machine that slept, was restored from a snapshot or has an empty battery lives before it.',
  commonCauses: [
    'a virtual machine or WSL after sleep',
    'a board without a battery for its clock',
    'a certificate made a moment ago by another machine with a faster clock',
  ],
  remedy: [
    'Set the clock: "sudo hwclock -s" under WSL, "sudo sntp -sS time.apple.com" on macOS, "w32tm /resync" on Windows, "sudo timedatectl set-ntp true" on Linux.',
    'Send the prompt again.',
  ],
  otherwise:
    'If the clock is right, the certificate was made with a wrong start: ask the operator of the host for a new one.',
  checks: [
    { on: 'any', look: 'date -u', expect: 'Another time than on your phone: this card.' },
    { on: 'wsl', look: 'date -u here and in Windows', expect: 'Differ after sleep.' },
    { on: 'container', look: 'date -u on the host', expect: 'Set it there.' },
    { on: 'linux', look: 'timedatectl', expect: 'System clock synchronized: no means that it will happen again.' },
  ],
  worked: 'date -u shows the true time, and the next prompt is answered.',
  ignorable: 'No: signatures and tokens fail with such a clock as well.',
  prevent: 'Turn on automatic time.',
  related: ['tls-expired', 'aws-clock-behind', 'aws-clock-ahead'],
  seen: [
    {
      text: 'API Error: Unable to connect to API: SSL certificate is not yet valid',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'API Error: Unable to connect to API: SSL certificate has expired',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
