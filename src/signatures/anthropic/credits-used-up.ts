import type { Signature } from '../signature.ts'

export const anthropicCreditsUsedUp: Signature = {
  id: 'anthropic-credits-used-up',
  title: 'No credits left',
  provider: 'anthropic',
  cause: 'billing',
  renewable: 'no',
  when: [
    {
      status: [400, 402, 403],
      code: ['invalid_request_error', 'billing_error', 'permission_error'],
      message: /\bcredit balance is too low\b/i,
    },
    { message: /\bcredit balance is too low\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The organization behind this credential has no API credits left.',
  why: 'API use is paid in advance by credits of one organization; a subscription of the same person does not count towards it.',
  commonCauses: [
    'the credits of the organization are spent',
    'an ANTHROPIC_API_KEY that overrides a paid subscription',
    'the key of another organization than the one that was topped up',
    'credits bought some minutes ago that have not arrived',
  ],
  remedy: [
    'Add credits to the organization in the Console, or use the credential of an organization that has some.',
    'If you have paid, check that the key belongs to the organization you paid for.',
  ],
  otherwise:
    'If the Billing page shows credits for the very organization of this key, wait ten minutes and then write to Anthropic support.',
  checks: [
    {
      on: 'any',
      look: '/status in Claude Code',
      expect: 'An API key row beside a subscription: the key wins and is the one without credits.',
    },
    {
      on: 'any',
      look: 'env | grep ANTHROPIC_API_KEY',
      expect: 'A line here explains why a paid subscription is not used.',
    },
    {
      on: 'vscode',
      look: 'claudeCode.environmentVariables in the settings of VS Code',
      expect: 'A key set there reaches the extension though the terminal has none.',
    },
    {
      on: 'ci',
      look: 'The organization of the key in the secrets of the job',
      expect: 'It must be the organization that has the credits.',
    },
  ],
  worked: 'The prompt is answered and the balance on the Billing page goes down.',
  ignorable: 'No: no request of this organization is answered.',
  prevent: 'Turn on automatic reload in the Console, and unset ANTHROPIC_API_KEY where a subscription is meant to pay.',
  related: ['anthropic-billing-error', 'anthropic-usage-limit', 'anthropic-extra-usage'],
  seen: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}}',
      source: 'https://github.com/anthropics/claude-code/issues/867',
      on: '2026-11-21',
    },
    {
      text: 'Credit balance is too low',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits. You will regain access on 2026-04-01 at 00:00 UTC."},"request_id":"req_011CZLrUfBVkVHn5T6EqQaf7"}',
      source: 'https://github.com/anthropics/claude-code/issues/38035',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
