import type { Signature } from '../signature.ts'

export const claudeCodeAwsExportOutput: Signature = {
  id: 'claude-code-aws-export-output',
  title: 'The credential command prints no JSON',
  provider: 'claude-code',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ printed: /\bError getting AWS credentials from awsCredentialExport\b/ }],
  area: 'local-runtime',
  meaning: 'The command in awsCredentialExport did not print the JSON that the client expects.',
  why: 'It must print either {"Credentials": {...}} or the flat form of "aws configure export-credentials --format process", and nothing else on stdout.',
  commonCauses: [
    'a banner or progress line in front of the JSON',
    'export lines for a shell instead of JSON',
    'an ended SSO session whose error is printed',
    'get-session-token under SSO',
  ],
  remedy: [
    'Use "aws configure export-credentials --profile <profile> --format process" as the command.',
    'Run it by hand and look that "| jq ." accepts all of it.',
  ],
  otherwise: 'Remove the setting and use AWS_PROFILE: the client reads the profile itself.',
  checks: [
    {
      on: 'any',
      look: '<command> 2>/dev/null | jq keys',
      expect: 'Lists AccessKeyId, Expiration, SecretAccessKey, SessionToken or Credentials.',
    },
    { on: 'any', look: 'aws --version', expect: 'Version 1 has no export-credentials.' },
    { on: 'container', look: 'Whether ~/.aws is mounted', expect: 'The profile is not found otherwise.' },
    { on: 'vscode', look: 'The PATH VS Code was started with', expect: 'The command may not be found.' },
  ],
  worked: 'The line is not printed any more and the prompt is answered.',
  ignorable: 'No: without it the client has no AWS credentials.',
  prevent: 'Test the command with jq wherever the settings are kept.',
  related: [
    'aws-session-credentials',
    'aws-no-credentials',
    'claude-code-aws-refresh-failed',
    'claude-code-helper-output',
  ],
  seen: [
    {
      text: 'Error getting AWS credentials from awsCredentialExport (in settings or ~/.claude.json): JSON Parse error: Unexpected identifier "nonsense"',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
