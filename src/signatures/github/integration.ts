import type { Signature } from '../signature.ts'

export const githubIntegration: Signature = {
  id: 'github-integration',
  title: 'The token of the job may not do this',
  provider: 'github',
  cause: 'permission',
  renewable: 'no',
  when: [
    { status: [401, 403], message: /\bResource not accessible by (?:integration|personal access token)\b/i },
    { message: /\bResource not accessible by (?:integration|personal access token)\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The token is good and was not given the permission this call needs.',
  why: 'The token of a workflow has what its permissions: block lists; calling GitHub Models needs models: read.',
  commonCauses: [
    'a workflow without permissions: models: read',
    'a fine-grained token without the permission',
    'a workflow run from a fork',
  ],
  remedy: ['Add "permissions: models: read" (or the permission of the call) to the job.', 'Run the workflow again.'],
  otherwise: 'Use a fine-grained token with that permission, stored as a secret.',
  checks: [
    {
      on: 'ci',
      look: 'The line GITHUB_TOKEN Permissions in the log of the first step',
      expect: 'The permission is listed.',
    },
    { on: 'any', look: 'gh auth status', expect: 'The scopes of the token in use.' },
  ],
  worked: 'The same step succeeds.',
  ignorable: 'No: it is refused each time.',
  prevent: 'Write the permissions into each workflow.',
  related: ['github-bad-credentials', 'copilot-requests-permission'],
  seen: [
    {
      text: 'Error: unauthorized\n{"error":{"code":"unauthorized","message":"Resource not accessible by integration","details":"Resource not accessible by integration"}}',
      source: 'https://github.com/github/gh-models/issues/35',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
