import type { Signature } from '../signature.ts'

export const claudeCodeProfileLoginExpired: Signature = {
  id: 'claude-code-profile-login-expired',
  title: 'The login of the profile has ended',
  provider: 'claude-code',
  cause: 'expired',
  renewable: 'no',
  when: [
    { printed: /\bAnthropic profile login expired\b/i },
    { printed: /\bhas expired and no refresh is available\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The profile holds an access token that has ended and nothing to renew it with.',
  why: 'Another tool wrote the profile, with a token of some hours and without a refresh token or client id; the client must not renew what it does not own.',
  commonCauses: [
    'a profile made by a tool that hands out tokens for hours',
    'a copied profile file',
    'a federation profile whose token source is gone',
  ],
  remedy: [
    'Run the command that made the profile again, for example "ant auth login".',
    'Choose another profile with ANTHROPIC_PROFILE, or unset it and run /login.',
  ],
  otherwise: 'Use workload identity federation in the profile: its tokens are fetched anew each time.',
  checks: [
    { on: 'any', look: 'env | grep ANTHROPIC_PROFILE', expect: 'Names the profile in use.' },
    { on: 'any', look: 'ant auth status', expect: 'Shows the profiles with their ends.' },
    {
      on: 'container',
      look: 'The mount of the configuration directory',
      expect: 'A profile copied into an image ends within hours.',
    },
    { on: 'ci', look: 'The step that makes the profile', expect: 'Must run in the same job, right before.' },
  ],
  worked: 'A prompt is answered, and /status shows the profile with a new end.',
  ignorable: 'No: nothing is sent with this profile.',
  prevent: 'Use profiles that can renew themselves for everything that runs longer than a token.',
  related: ['claude-code-login-expired', 'anthropic-federation-refused', 'oauth-refresh-token-dead'],
  seen: [
    {
      text: 'Anthropic profile login expired · Re-authenticate your Anthropic profile',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    { text: 'Login expired · Please run /login', source: 'https://code.claude.com/docs/en/errors', on: '2026-11-21' },
  ],
  updatedOn: '2026-11-21',
}
