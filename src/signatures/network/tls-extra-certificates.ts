import type { Signature } from '../signature.ts'

export const tlsExtraCertificates: Signature = {
  id: 'tls-extra-certificates',
  title: 'The file with your certificates was not read',
  provider: 'network',
  cause: 'config-file',
  renewable: 'no',
  when: [{ printed: /\bIgnoring extra certs from\b/i }],
  area: 'local-runtime',
  meaning: 'NODE_EXTRA_CA_CERTS names a file that cannot be read or is no PEM, so no certificate of it counts.',
  why: 'The program says it once at its start and goes on without; the certificate error that follows looks as if the variable had no effect.',
  commonCauses: [
    'a path with a tilde or a variable that nobody expands',
    'a path of Windows inside WSL, or of the host inside a container',
    'a .cer file in DER form',
    'a file that only root can read',
  ],
  remedy: [
    'Write the full path into NODE_EXTRA_CA_CERTS and check it with "openssl x509 -in $NODE_EXTRA_CA_CERTS -noout -subject".',
    'Convert a DER file with "openssl x509 -inform der -in <file> -out ca.pem".',
  ],
  otherwise: 'Copy the file next to your settings and point the variable there.',
  checks: [
    {
      on: 'any',
      look: 'ls -l "$NODE_EXTRA_CA_CERTS"; head -1 "$NODE_EXTRA_CA_CERTS"',
      expect: 'The first line is -----BEGIN CERTIFICATE-----; anything else is no PEM.',
    },
    { on: 'wsl', look: 'The path begins with /mnt/c', expect: 'C:\\ paths are not found in WSL.' },
    {
      on: 'container',
      look: 'Whether the file is in the image or mounted',
      expect: 'A path of the host means nothing inside.',
    },
    {
      on: 'vscode',
      look: 'The environment VS Code was started with',
      expect: 'Set in a shell profile it does not reach a VS Code started from the dock.',
    },
  ],
  worked: 'The warning is gone and the certificate error too.',
  ignorable: 'Yes, if no certificate error follows: then the file was not needed.',
  prevent: 'Put the path into the env block of the settings file, in full.',
  related: ['tls-self-signed', 'tls-issuer-unknown'],
  seen: [
    {
      text: 'Warning: Ignoring extra certs from `/home/dev/none.pem`, load failed: error:80000002:system library::No such file or directory',
      source: 'https://nodejs.org/api/cli.html#node_extra_ca_certsfile',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
