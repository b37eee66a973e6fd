import type { Signature } from '../signature.ts'

export const tlsSelfSigned: Signature = {
  id: 'tls-self-signed',
  title: 'A certificate authority that is not trusted here',
  provider: 'network',
  cause: 'tls',
  renewable: 'no',
  when: [
    { printed: /\bSelf-signed certificate detected\b/i },
    { printed: /\bself[- ]signed certificate in certificate chain\b/i },
    { printed: /\b(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The server, or somebody in front of it, showed a certificate whose authority this program does not know.',
  why: 'Companies open TLS to inspect it and sign anew with an authority of their own, which the system trusts and many programs do not; internal gateways use private authorities too.',
  commonCauses: [
    'a TLS-inspecting proxy (Zscaler, Netskope, Palo Alto)',
    'an internal gateway with a certificate of a private authority',
    'antivirus software that scans HTTPS',
    'NODE_EXTRA_CA_CERTS that points at a .cer file in DER form',
  ],
  remedy: [
    'Export the authority of your company as PEM and set NODE_EXTRA_CA_CERTS to that file, in the env block of ~/.claude/settings.json or in the shell.',
    'Check it with "openssl x509 -in <file> -noout -issuer": an error means that the file is DER; convert it with "openssl x509 -inform der -in <file> -out ca.pem".',
    'Restart the client: the file is read once, at the start.',
  ],
  otherwise: 'Ask IT to leave the hosts of the API out of TLS inspection.',
  checks: [
    {
      on: 'any',
      look: 'openssl s_client -connect api.anthropic.com:443 -showcerts </dev/null 2>/dev/null | grep -E "s:|i:"',
      expect: 'An issuer with the name of your company or antivirus: TLS is inspected.',
    },
    {
      on: 'macos',
      look: 'security find-certificate -a -p /Library/Keychains/System.keychain > ca.pem',
      expect: 'Writes the authorities of the company as PEM.',
    },
    {
      on: 'windows',
      look: 'certmgr.msc, Trusted Root Certification Authorities, export as Base-64 (.cer)',
      expect: 'Gives the PEM that NODE_EXTRA_CA_CERTS wants.',
    },
    {
      on: 'wsl',
      look: '/usr/local/share/ca-certificates and update-ca-certificates',
      expect: 'WSL does not know what Windows trusts.',
    },
    {
      on: 'container',
      look: 'COPY corp-ca.crt /usr/local/share/ca-certificates/ and RUN update-ca-certificates',
      expect: 'Images know none of the authorities of the company.',
    },
    { on: 'ci', look: 'The image of the runner', expect: 'Needs the authority as well.' },
    {
      on: 'vscode',
      look: 'The environment VS Code was started with',
      expect: 'A variable set afterwards reaches it after a full restart only.',
    },
  ],
  worked: 'The next prompt is answered, and "openssl s_client -CAfile <file>" ends with "Verify return code: 0 (ok)".',
  ignorable: 'No, and never by NODE_TLS_REJECT_UNAUTHORIZED=0: that hands prompt and key to anybody on the way.',
  prevent: 'Put the authority of the company into the base image and the login profile once, for all tools.',
  related: ['tls-issuer-unknown', 'tls-extra-certificates', 'tls-expired', 'tls-hostname', 'proxy-sign-in'],
  seen: [
    {
      text: "API Error: Unable to connect to API: Self-signed certificate detected (SELF_SIGNED_CERT_IN_CHAIN). The certificate comes from an authority Claude Code doesn't trust, usually a TLS-inspecting corporate proxy or a gateway signed by a private CA: set NODE_EXTRA_CA_CERTS to that CA bundle, or add it to the system certificate store · see https://code.claude.com/docs/en/network-config",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'API Error: Unable to connect to API: Self-signed certificate detected. Check your proxy or corporate SSL certificates',
      source: 'https://github.com/anthropics/claude-code/issues/74369',
      on: '2026-11-21',
    },
    {
      text: 'Error (self signed certificate in certificate chain) (SELF_SIGNED_CERT_IN_CHAIN)',
      source: 'https://github.com/anthropics/claude-code/issues/8054',
      on: '2026-11-21',
    },
    {
      text: 'litellm.InternalServerError: AnthropicException - [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1000). Handle with `litellm.InternalServerError`..',
      source: 'https://github.com/OpenHands/OpenHands/issues/6027',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'API Error: Unable to connect to API: SSL certificate hostname mismatch',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'API Error: Unable to connect to API: SSL certificate has expired',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
