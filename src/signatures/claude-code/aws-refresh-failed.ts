import type { Signature } from '../signature.ts'

export const claudeCodeAwsRefreshFailed: Signature = {
  id: 'claude-code-aws-refresh-failed',
  title: 'The sign-in command of the cloud failed',
  provider: 'claude-code',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ printed: /\bError running (?:awsAuthRefresh|gcpAuthRefresh)\b/ }],
  area: 'local-runtime',
  meaning: 'The command in awsAuthRefresh or gcpAuthRefresh ended with an error, so no new credentials were written.',
  why: 'The command runs without a terminal for at most three minutes; what needs an answer or a second factor typed in cannot work there.',
  commonCauses: [
    'a profile name that does not exist',
    'a command that asks a question',
    'no browser on this machine',
    'a VPN that is not connected',
  ],
  remedy: [
    'Run the command by hand in another terminal and finish the sign-in there.',
    'Send the prompt again: the client reads the new credentials.',
  ],
  otherwise:
    'Remove the setting and sign in by hand; behind some VPNs the check in front of it never succeeds, and the browser opens again and again.',
  checks: [
    { on: 'any', look: 'The command of the setting, by hand; echo $?', expect: 'Anything but 0 is the reason.' },
    {
      on: 'any',
      look: 'aws sts get-caller-identity, or gcloud auth application-default print-access-token',
      expect: 'Works: the sign-in is fine, only the command is not.',
    },
    { on: 'ssh', look: 'aws sso login --use-device-code', expect: 'Works without a browser.' },
    { on: 'container', look: 'Whether the CLI is in the image', expect: 'The command is not found there.' },
    { on: 'ci', look: 'A person is needed', expect: 'Use a role or federation instead.' },
  ],
  worked: 'The line is not printed any more and the prompt is answered.',
  ignorable: 'Only while the credentials at hand still live.',
  prevent: 'Use a source that renews without a person, and keep the interactive sign-in for the morning.',
  related: [
    'aws-sso-session',
    'aws-token-expired',
    'aws-no-credentials',
    'google-reauth-required',
    'ide-output-not-json',
  ],
  seen: [
    {
      text: 'Error running awsAuthRefresh (in settings or ~/.claude.json):',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'Error running gcpAuthRefresh (in settings or ~/.claude.json):',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
