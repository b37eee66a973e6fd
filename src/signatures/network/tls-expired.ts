import type { Signature } from '../signature.ts'

export const tlsExpired: Signature = {
  id: 'tls-expired',
  title: 'The certificate of the server has expired',
  provider: 'network',
  cause: 'tls',
  renewable: 'no',
  when: [
    { printed: /\bSSL certificate has expired\b/i },
    { printed: /\bCERT_HAS_EXPIRED\b/ },
    { printed: /\bcertificate verify failed: certificate has expired\b/i },
    { printed: /\bSSL certificate problem: certificate has expired\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The certificate that came is past its end by the clock of this machine.',
  why: 'Either nobody renewed it, or the clock here runs ahead; public APIs renew theirs, so it is mostly a gateway, a proxy or the clock.',
  commonCauses: [
    'a gateway whose certificate nobody renewed',
    'an expired authority of a TLS-inspecting proxy',
    'a clock that is far ahead',
    'an old root certificate in the bundle of the program',
  ],
  remedy: [
    'Run "date -u": if the time is wrong, set the clock.',
    'If the time is right, tell the operator of the host in the base URL or proxy to renew the certificate.',
  ],
  otherwise:
    'Look with "openssl s_client -connect <host>:443 </dev/null | openssl x509 -noout -dates -issuer" which certificate it is: the issuer names whom to ask.',
  checks: [
    {
      on: 'any',
      look: 'openssl s_client -connect <host>:443 </dev/null 2>/dev/null | openssl x509 -noout -enddate',
      expect: 'notAfter lies in the past: renew it; in the future: your clock is wrong.',
    },
    { on: 'wsl', look: 'date -u; sudo hwclock -s', expect: 'Sets the clock of WSL from Windows.' },
    { on: 'container', look: 'date -u on the host', expect: 'Containers have the clock of the host.' },
    { on: 'ci', look: 'The age of the image', expect: 'An old image has old authorities.' },
  ],
  worked: 'The enddate lies in the future and the next prompt is answered.',
  ignorable: 'No: a certificate that ended proves nothing.',
  prevent: 'Renew certificates of gateways automatically, and watch their end.',
  related: ['tls-not-yet-valid', 'tls-self-signed', 'aws-clock-ahead'],
  seen: [
    {
      text: 'API Error: Unable to connect to API: SSL certificate has expired',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'curl: (60) SSL certificate problem: certificate has expired\nMore details here: https://curl.se/docs/sslcerts.html',
      source: 'https://curl.se/docs/sslcerts.html',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'API Error: Unable to connect to API: SSL certificate is not yet valid',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
