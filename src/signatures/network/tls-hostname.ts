import type { Signature } from '../signature.ts'

export const tlsHostname: Signature = {
  id: 'tls-hostname',
  title: 'The certificate is for another name',
  provider: 'network',
  cause: 'tls',
  renewable: 'no',
  when: [
    { printed: /\bSSL certificate hostname mismatch\b/i },
    { printed: /\bERR_TLS_CERT_ALTNAME_INVALID\b/ },
    { printed: /\bdoes not match certificate's altnames\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The server has a trusted certificate, but not for the name in the address.',
  why: 'The address names a host by an alias, by its number or through a tunnel, and the certificate lists only the true name.',
  commonCauses: [
    'an IP address or localhost in the base URL of a gateway',
    'an alias in /etc/hosts or DNS',
    'a tunnel or port forward to a server with another name',
    'a captive portal that answers for every host',
  ],
  remedy: [
    'Use a name from the certificate in the base URL; list them with "openssl s_client -connect <host>:443 </dev/null | openssl x509 -noout -ext subjectAltName".',
    'If the gateway is yours, add the name in the base URL to its certificate.',
  ],
  otherwise: 'Open the address in a browser: a sign-in page of the network means a captive portal.',
  checks: [
    {
      on: 'any',
      look: 'grep -n BASE_URL ~/.claude/settings.json; env | grep BASE_URL',
      expect: 'A number or localhost there with https: this card.',
    },
    {
      on: 'any',
      look: 'getent hosts <host>',
      expect: 'An address of your own network for a public name: something redirects.',
    },
    { on: 'container', look: 'The service name in the base URL', expect: 'A compose name is not in the certificate.' },
    {
      on: 'ssh',
      look: 'Port forwards (ssh -L)',
      expect: 'Use the true name with an entry in /etc/hosts instead of localhost.',
    },
  ],
  worked: '"curl -sI <base URL>" prints a status, and the next prompt is answered.',
  ignorable: 'No: it may be somebody else who answers.',
  prevent: 'Give gateways a name of their own and a certificate for it.',
  related: ['tls-self-signed', 'tls-issuer-unknown', 'sign-in-page'],
  seen: [
    {
      text: 'API Error: Unable to connect to API: SSL certificate hostname mismatch',
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
