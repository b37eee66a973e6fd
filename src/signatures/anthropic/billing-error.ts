import type { Signature } from '../signature.ts'

export const anthropicBillingError: Signature = {
  id: 'anthropic-billing-error',
  title: 'Something is wrong with the payment',
  provider: 'anthropic',
  cause: 'billing',
  renewable: 'no',
  when: [{ status: [400, 402, 403, 429], code: ['billing_error'] }],
  meaning: 'The API refuses the request because of the billing of the organization.',
  remedy: ['Ask whoever pays for the organization to check the payment details in the Console.'],
  seen: [
    {
      status: 402,
      text: '{"type":"error","error":{"type":"billing_error","message":"Billing error"}}',
      source: 'https://platform.claude.com/docs/en/api/errors',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}}',
      source: 'https://github.com/anthropics/claude-code/issues/867',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
