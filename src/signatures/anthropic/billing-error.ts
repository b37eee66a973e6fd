import type { Signature } from '../signature.ts'

export const anthropicBillingError: Signature = {
  id: 'anthropic-billing-error',
  title: 'Something is wrong with the payment',
  provider: 'anthropic',
  cause: 'billing',
  renewable: 'no',
  when: [{ status: [400, 402, 403, 429], code: ['billing_error'] }],
  area: 'account-or-auth',
  meaning: 'The API refuses the request because of the billing of the organization.',
  why: 'The API checks the account that pays before it does any work, and an unpaid invoice or a refused card stops every key of the organization.',
  commonCauses: [
    'a card that expired or was refused',
    'an unpaid invoice',
    'a gateway that reports its own spend cap with this type',
  ],
  remedy: ['Ask whoever pays for the organization to check the payment details in the Console.'],
  otherwise: 'If the payment is in order, send the request id to Anthropic support.',
  checks: [
    {
      on: 'any',
      look: 'The Billing page of the Console, in the organization of the key',
      expect: 'Shows the failed payment or the overdue invoice.',
    },
    {
      on: 'any',
      look: 'The host of ANTHROPIC_BASE_URL',
      expect: 'Another host than api.anthropic.com means that a gateway may have said this about its own cap.',
    },
  ],
  worked: 'The next request is answered; the Console shows no open payment.',
  ignorable: 'No: nothing is answered until it is paid.',
  prevent:
    'Turn on automatic reload or a second payment method, and send billing mails to an address that somebody reads.',
  related: ['anthropic-credits-used-up', 'anthropic-usage-limit', 'gateway-spend-limit'],
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
