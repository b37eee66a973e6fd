import type { Signature } from '../signature.ts'

export const awsUseCaseForm: Signature = {
  id: 'aws-use-case-form',
  title: 'The use case form is missing',
  provider: 'aws',
  cause: 'model-access',
  renewable: 'no',
  when: [
    { status: [400, 403, 404], code: ['FTUFormNotFilled'] },
    { message: /\bFTUFormNotFilled\b|\bModel use case details have not been submitted\b/i },
  ],
  meaning: 'Anthropic asks every AWS account once what the models are for, and this account has not answered.',
  remedy: ['Fill in the use case form for Anthropic models in the Bedrock console, then wait a quarter of an hour.'],
  seen: [
    {
      status: 404,
      text: 'FTUFormNotFilled: Model use case details have not been submitted for this account',
      source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
