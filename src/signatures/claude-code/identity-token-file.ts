import type { Signature } from '../signature.ts'

export const claudeCodeIdentityTokenFile: Signature = {
  id: 'claude-code-identity-token-file',
  title: 'The identity token cannot be read',
  provider: 'anthropic',
  cause: 'helper-failure',
  renewable: 'no',
  when: [
    { printed: /\bFailed to read identity token file\b/i },
    { printed: /\bIdentity token file at [^\n]{1,160} is empty\b/i },
    { printed: /\bexceeds the 16 KiB assertion limit\b/i },
  ],
  area: 'local-runtime',
  meaning:
    'Workload identity federation is set up, and the file with the identity token is missing, empty or too large.',
  why: 'The token is written by the platform (Kubernetes, a CI system) and read anew for each exchange; without it there is nothing to exchange.',
  commonCauses: [
    'a projected volume that is not mounted',
    'a path of another platform in the variables',
    'a step that should write the file and did not run',
    'a token with too many groups in it',
  ],
  remedy: [
    'Run "ls -l $ANTHROPIC_IDENTITY_TOKEN_FILE" as the same user: mount or write the file if it is missing.',
    'Unset the ANTHROPIC_FEDERATION_ variables if you do not mean to use federation here.',
  ],
  otherwise: 'Write a token by hand into the file for one run, to see whether the rule accepts it.',
  checks: [
    { on: 'any', look: 'wc -c $ANTHROPIC_IDENTITY_TOKEN_FILE', expect: '0: empty; above 16384: trim its claims.' },
    {
      on: 'container',
      look: 'The projected volume in the pod',
      expect: 'audience and path as in the rule and the variable.',
    },
    { on: 'ci', look: 'permissions: id-token: write', expect: 'Without it there is no token to write.' },
    { on: 'any', look: 'env | grep ANTHROPIC_FEDERATION', expect: 'Set by an image or profile you forgot.' },
  ],
  worked: 'The exchange gives an access token and a prompt is answered.',
  ignorable: 'No: without the file there is no credential.',
  prevent: 'Let the deployment fail early when the file is not there.',
  related: ['anthropic-federation-refused', 'anthropic-sdk-no-credential'],
  seen: [
    {
      text: "API Error: Failed to read identity token file at /home/dev/none: Error: ENOENT: no such file or directory, open '/home/dev/none'",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
