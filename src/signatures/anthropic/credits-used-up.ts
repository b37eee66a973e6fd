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
  meaning: 'The organization behind this credential has no API credits left.',
  remedy: [
    'Add credits to the organization in the Console, or use the credential of an organization that has some.',
    'If you have paid, check that the key belongs to the organization you paid for.',
  ],
  seen: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}}',
      source: 'https://github.com/anthropics/claude-code/issues/867',
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
