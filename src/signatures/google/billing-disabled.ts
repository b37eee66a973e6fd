import type { Signature } from '../signature.ts'

export const googleBillingDisabled: Signature = {
  id: 'google-billing-disabled',
  title: 'The project has no billing',
  provider: 'google',
  cause: 'billing',
  renewable: 'no',
  when: [
    { status: [403], code: ['BILLING_DISABLED'], message: /\bbilling to be enabled\b/i },
    { message: /\bThis API method requires billing to be enabled\b/i },
    { status: [403], code: ['BILLING_DISABLED'] },
  ],
  area: 'account-or-auth',
  meaning: 'The Google Cloud project in the request has no billing account, or its billing was closed.',
  why: 'Vertex AI works only in projects that can pay; the answer is a 403 like that for a missing role.',
  commonCauses: [
    'a new project',
    'a billing account that was closed',
    'a wrong project id in the environment',
    'a trial that ended',
  ],
  remedy: [
    'Open console.cloud.google.com/billing/enable for the project in the message and link a billing account, then wait some minutes.',
    'If it is the wrong project, set ANTHROPIC_VERTEX_PROJECT_ID and unset GOOGLE_CLOUD_PROJECT.',
  ],
  otherwise: 'Ask the administrator of the billing account: linking needs a role on it.',
  checks: [
    { on: 'any', look: 'gcloud billing projects describe <project>', expect: 'billingEnabled: false is this card.' },
    {
      on: 'any',
      look: 'env | grep -E "GOOGLE_CLOUD_PROJECT|GCLOUD_PROJECT|VERTEX_PROJECT"',
      expect: 'Another project than you meant.',
    },
    { on: 'ci', look: 'The project of the service account', expect: 'Often another one.' },
  ],
  worked: 'billingEnabled is true, and the prompt is answered some minutes later.',
  ignorable: 'No: nothing is answered in this project.',
  prevent: 'Watch budgets with a warning instead of closing billing.',
  related: ['google-permission-denied', 'google-service-disabled'],
  seen: [
    {
      status: 403,
      text: 'This API method requires billing to be enabled. Please enable billing on project #58906374421 by visiting https://console.developers.google.com/billing/enable?project=58906374421 then retry. If you enabled billing for this project recently, wait a few minutes for the action to propagate to our systems and retry.',
      source: 'https://github.com/pgmichael/wavenet-for-chrome/issues/83',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
