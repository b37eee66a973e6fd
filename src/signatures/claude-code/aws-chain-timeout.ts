import type { Signature } from '../signature.ts'

export const claudeCodeAwsChainTimeout: Signature = {
  id: 'claude-code-aws-chain-timeout',
  title: 'Looking for AWS credentials took too long',
  provider: 'aws',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ printed: /\bAWS default-chain credential resolve\b/ }],
  area: 'local-runtime',
  meaning: 'One of the places in which the AWS library looks for credentials did not answer within a minute.',
  why: 'The library asks one place after the other, and waits for a credential_process or a metadata address that never answers; on the screen it may look like a request that timed out.',
  commonCauses: [
    'a credential_process that waits for a person',
    'a metadata address (169.254.169.254) that is asked outside of EC2',
    'a proxy that swallows the metadata address',
    'an SSO endpoint behind a VPN',
  ],
  remedy: [
    'Run "time aws sts get-caller-identity" with the same profile: what hangs there hangs here.',
    'Set AWS_EC2_METADATA_DISABLED=true on machines that are not in AWS.',
    'Give the credential_process an end of its own ("timeout 8 <command>").',
  ],
  otherwise: 'Export the credentials once with "aws configure export-credentials --format env" to work on meanwhile.',
  checks: [
    { on: 'any', look: 'aws configure list', expect: 'Shows which place the credentials come from.' },
    { on: 'any', look: 'grep -n credential_process ~/.aws/config', expect: 'Run that command by hand.' },
    {
      on: 'container',
      look: 'curl -m 2 http://169.254.169.254',
      expect: 'Hangs: the metadata address is not reachable from inside.',
    },
    {
      on: 'any',
      look: 'env | grep -i no_proxy',
      expect: 'Without 169.254.169.254 in it the question goes to the proxy.',
    },
    { on: 'ci', look: 'Whether the command asks a question', expect: 'It waits for ever without a terminal.' },
  ],
  worked: '"aws sts get-caller-identity" prints an ARN within two seconds, and the prompt is answered.',
  ignorable: 'No: no request is sent without credentials.',
  prevent: 'Name the profile, so that the library does not have to look through all places.',
  related: ['aws-no-credentials', 'aws-credential-process', 'claude-code-helper-timed-out', 'request-timed-out'],
  seen: [
    {
      text: 'AWS default-chain credential resolve timed out',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
