import type { Signature } from '../signature.ts'

export const claudeCodeHelper403NotRetried: Signature = {
  id: 'claude-code-helper-403-not-retried',
  title: 'The first prompt after a pause fails with a 403',
  provider: 'claude-code',
  cause: 'expired',
  renewable: 'unsure',
  when: [{ printed: /\b403 from expired token not retried\b/i }],
  area: 'local-runtime',
  meaning:
    'With an apiKeyHelper the client sends its cached key after a pause; a server that answers an ended key with 403 makes the first prompt fail.',
  why: 'The cache serves the old key and runs the helper beside it; clients up to 2.1.240 renew on 401 only, newer ones take every 403 for an ended key and try for minutes even when it is a true denial.',
  commonCauses: [
    'a server that answers ended tokens with 403 (Databricks and gateways like it)',
    'tokens that live shorter than the cache of the client',
    'a pause longer than the token lives',
  ],
  remedy: [
    'Send the prompt again: the second one carries the new key.',
    'Set CLAUDE_CODE_API_KEY_HELPER_TTL_MS to a quarter of the life of the token, in the shell that starts the client.',
    'Put a gateway in front that renews on a 403 too, such as "warmkey connect claude-code".',
  ],
  otherwise: 'Update the client: current versions run the helper again on a 403.',
  checks: [
    { on: 'any', look: 'claude --version', expect: 'Up to 2.1.240: no helper can save the first prompt.' },
    { on: 'any', look: 'echo $CLAUDE_CODE_API_KEY_HELPER_TTL_MS', expect: 'Empty: five minutes.' },
    {
      on: 'ci',
      look: 'Whether a run waits longer than the token lives',
      expect: 'Its next request is the first after a pause.',
    },
    { on: 'vscode', look: 'The environment VS Code was started with', expect: 'The variable has to be set there.' },
  ],
  worked: 'The first prompt after an hour of silence is answered.',
  ignorable: 'At the desk yes, as the second prompt works; not in unattended runs, which end with it.',
  prevent: 'Use a gateway with a static local key, so that no key of the client ever ends.',
  related: ['databricks-invalid-token', 'claude-code-helper-failing', 'anthropic-oauth-token-revoked'],
  hearsay: true,
  seen: [
    {
      text: 'apiKeyHelper: 403 from expired token not retried — first prompt after idle always fails',
      source:
        'https://dev-error-db.com/errors/claude-code-apikeyhelper-403-from-expired-token-not-retried-first-prompt-after-idle-always-fails/',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
