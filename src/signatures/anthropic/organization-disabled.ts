import type { Signature } from '../signature.ts'

export const anthropicOrganizationDisabled: Signature = {
  id: 'anthropic-organization-disabled',
  title: 'The organization has been disabled',
  provider: 'anthropic',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    {
      status: [400, 401, 403],
      code: ['invalid_request_error', 'permission_error', 'authentication_error'],
      message: /\borganization has been disabled\b/i,
    },
    { message: /\bThis organization has been disabled\b|\bbelongs to a disabled organization\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The key or login belongs to an organization that Anthropic has disabled; often an old key that overrides a good login.',
  why: 'A disabled organization keeps its keys, and they are refused by name; an old ANTHROPIC_API_KEY in a shell profile then hides a good login of another organization.',
  commonCauses: [
    'the key of a former employer or an old trial in the shell profile',
    'a key in the env block of a settings file',
    'an organization that Anthropic disabled',
  ],
  remedy: [
    'Use a credential of an organization that is active: remove the old key from wherever this one comes from.',
    'If it is the only organization you have, ask Anthropic support why it was disabled.',
  ],
  otherwise: 'If the login itself is refused, write to Anthropic support from the address of the account.',
  checks: [
    {
      on: 'any',
      look: 'env | grep ANTHROPIC_API_KEY; grep -rn ANTHROPIC_API_KEY ~/.zshrc ~/.bashrc ~/.profile ~/.claude/settings.json',
      expect: 'Names the file that sets the old key.',
    },
    {
      on: 'windows',
      look: 'Get-ChildItem Env:ANTHROPIC* in PowerShell, and the user variables in System Properties',
      expect: 'The key may be set for the user and not in the shell.',
    },
    {
      on: 'vscode',
      look: 'claudeCode.environmentVariables in the settings',
      expect: 'A key there wins in the extension alone.',
    },
  ],
  worked: '/status no longer shows the API key, and the login of the right organization is answered.',
  ignorable: 'No: as long as the old key wins, no request is answered.',
  prevent: 'Delete keys from shell profiles when you leave an organization, and keep keys in a vault instead of files.',
  related: ['anthropic-api-keys-disabled', 'anthropic-credits-used-up', 'claude-code-auth-conflict'],
  seen: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"This organization has been disabled."},"request_id":"req_011CcZCmicNryVqGrUyoPkXM"}',
      source: 'https://github.com/anthropics/claude-code/issues/72457',
      on: '2026-11-21',
    },
    {
      text: 'Your ANTHROPIC_API_KEY belongs to a disabled organization · Update or unset the environment variable',
      source: 'https://code.claude.com/docs/en/errors#this-organization-has-been-disabled',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not allowed for this organization."},"request_id":"req_011CSNEaED1kUhJjJRCJNmFb"}',
      source: 'https://github.com/anthropics/claude-code/issues/6312',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
