import type { Signature } from '../signature.ts'

export const anthropicFederationRefused: Signature = {
  id: 'anthropic-federation-refused',
  title: 'The federation rule does not accept the identity',
  provider: 'anthropic',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [{ status: [401], code: ['authentication_error'], message: /^Authentication failed\.?$/i }],
  area: 'account-or-auth',
  meaning:
    'The token endpoint refuses the identity token without saying why: expired, or its issuer, audience or subject does not fit the rule.',
  why: 'The token endpoint compares signature, issuer, audience, subject and times of the identity token with the rule, and tells the caller nothing about the comparison, so that nobody can probe the rule.',
  commonCauses: [
    'an identity token that is past its minutes',
    'an audience other than the one in the rule',
    'a subject that changed with the branch, environment or service account',
    'a clock that is half a minute wrong',
  ],
  remedy: [
    'Check the authentication history of the federation rule in the Console: it says which check failed.',
    'Compare iss, aud, sub and exp of the identity token with the rule, and let the identity provider issue a new one.',
  ],
  otherwise: 'Create a second rule with the widest subject in a test workspace and narrow it again step by step.',
  checks: [
    {
      on: 'any',
      look: 'The authentication history of the rule in the Console',
      expect: 'Names the check that failed.',
    },
    {
      on: 'any',
      look: 'cut -d. -f2 token | base64 -d, on the identity token',
      expect: 'Shows iss, aud, sub and exp; compare letter by letter.',
    },
    {
      on: 'ci',
      look: 'permissions: id-token: write in the workflow',
      expect: 'Without it GitHub issues no identity token at all.',
    },
    {
      on: 'container',
      look: 'The projected token file and its age',
      expect: 'A file that is not mounted again keeps an expired token.',
    },
    {
      on: 'wsl',
      look: 'date -u on both sides',
      expect: 'A clock that slept with the laptop makes a fresh token look old.',
    },
  ],
  worked: 'The token endpoint answers 200 with an access token, and the history in the Console shows the success.',
  ignorable: 'No: without an access token nothing can be asked.',
  prevent:
    'Have the identity token issued right before each exchange instead of storing it, and pin the audience in both places.',
  related: ['anthropic-invalid-credentials', 'anthropic-permission-denied', 'oauth-invalid-token'],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"Authentication failed"}}',
      source: 'https://platform.claude.com/docs/en/manage-claude/wif-reference',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: 'API Error: Token exchange failed with status 401: {"error":{"type":"authentication_error","message":"Authentication failed"}} Ensure your federation rule matches your identity token. If your federation rule is scoped to multiple workspaces, set the ANTHROPIC_WORKSPACE_ID environment variable, the \'workspace_id\' config key, or the `workspaceId` option. View your authentication events in the Workload identity page of Claude Console for more details.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"Invalid authentication credentials"},"request_id":"req_011CZqG3x3i7dqsprB5xnir7"}',
      source: 'https://github.com/anthropics/claude-code/issues/44930',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
