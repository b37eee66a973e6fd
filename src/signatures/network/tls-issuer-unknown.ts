import type { Signature } from '../signature.ts'

export const tlsIssuerUnknown: Signature = {
  id: 'tls-issuer-unknown',
  title: 'The chain of certificates leads nowhere',
  provider: 'network',
  cause: 'tls',
  renewable: 'no',
  when: [
    { printed: /\bunable to get local issuer certificate\b/i },
    { printed: /\bunable to verify the first certificate\b/i },
    { printed: /\b(?:UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE)\b/ },
    { printed: /\bUnable to connect to API: SSL certificate verification failed\b/i },
    { printed: /\bcertificate signed by unknown authority\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The certificates that the server sent do not lead to an authority that this program trusts.',
  why: 'Either an authority is missing here, as behind a proxy that inspects TLS, or the server sends its own certificate without the one in between, which browsers fetch by themselves and programs do not.',
  commonCauses: [
    'a TLS-inspecting proxy of the company',
    'a gateway that does not send its intermediate certificate',
    'Python from python.org on macOS without its certificates installed',
    'a container image without ca-certificates',
  ],
  remedy: [
    'Set NODE_EXTRA_CA_CERTS (Python: SSL_CERT_FILE and REQUESTS_CA_BUNDLE) to the PEM bundle of your company, then restart the program.',
    'If the server is your own gateway, let it send its full chain: certificate, then intermediate.',
  ],
  otherwise:
    'Compare the issuer that "openssl s_client -connect <host>:443 -showcerts" prints last with the authorities in your bundle: that one is missing.',
  checks: [
    {
      on: 'any',
      look: 'openssl s_client -connect <host>:443 -showcerts </dev/null',
      expect:
        '"unable to verify the first certificate" with one certificate in the list: the server leaves the intermediate out.',
    },
    {
      on: 'macos',
      look: '/Applications/Python 3.x/Install Certificates.command',
      expect: 'Installs what the Python of python.org lacks.',
    },
    {
      on: 'linux',
      look: 'ls /etc/ssl/certs/ca-certificates.crt',
      expect: 'Missing: install the package ca-certificates.',
    },
    {
      on: 'windows',
      look: 'certmgr.msc, Trusted Root Certification Authorities',
      expect: 'The authority of the company is there, and programs that bring their own list do not look.',
    },
    {
      on: 'wsl',
      look: 'sudo update-ca-certificates',
      expect: 'Reads new files from /usr/local/share/ca-certificates.',
    },
    {
      on: 'container',
      look: 'apk add ca-certificates, or apt-get install ca-certificates',
      expect: 'Small images have none.',
    },
    {
      on: 'ci',
      look: 'env | grep -E "CA_CERTS|CA_BUNDLE|CERT_FILE"',
      expect: 'The variables of your desk are not those of the runner.',
    },
  ],
  worked: '"curl --cacert <bundle> https://<host>" prints no certificate error, and the next prompt is answered.',
  ignorable: 'No: turning verification off hands prompt and key to anybody on the way.',
  prevent: 'Let gateways send full chains, and put the authority of the company into base images.',
  related: ['tls-self-signed', 'tls-extra-certificates', 'tls-hostname', 'tls-expired'],
  seen: [
    {
      text: "API Error: Unable to connect to API: SSL certificate verification failed (UNABLE_TO_VERIFY_LEAF_SIGNATURE). The certificates the server sent don't lead to a trusted authority. If the server leaves out an intermediate certificate, which browsers fetch by themselves, whoever runs it must have it send its full chain. If it is a TLS-inspecting corporate proxy or a gateway signed by a private CA, set NODE_EXTRA_CA_CERTS to that CA bundle, or add it to the system certificate store · see https://code.claude.com/docs/en/network-config",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'Failed to connect to api.anthropic.com: UNABLE_TO_GET_ISSUER_CERT_LOCALLY\n\n SSL certificate error (UNABLE_TO_GET_ISSUER_CERT_LOCALLY). If you are behind a corporate proxy or TLS-intercepting\n firewall, set NODE_EXTRA_CA_CERTS to your CA bundle path, or ask IT to allowlist *.anthropic.com. Run /doctor for\n details.',
      source: 'https://github.com/anthropics/claude-code/issues/43050',
      on: '2026-11-21',
    },
    {
      text: 'tls: failed to verify certificate: x509: certificate signed by unknown authority',
      source: 'https://pkg.go.dev/crypto/x509#UnknownAuthorityError',
      on: '2026-11-21',
    },
    {
      text: 'httpcore.ConnectError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)',
      source: 'https://github.com/Aider-AI/aider/issues/2175',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Error (self signed certificate in certificate chain) (SELF_SIGNED_CERT_IN_CHAIN)',
      source: 'https://github.com/anthropics/claude-code/issues/8054',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
