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
  area: 'model-or-provider',
  meaning: 'Anthropic asks every AWS account once what the models are for, and this account has not answered.',
  why: 'Anthropic asks each AWS account for its use case before the first call; until the form is sent, its models answer as if they did not exist.',
  commonCauses: [
    'a new AWS account',
    'a member account whose management account has not sent the form',
    'a form sent some minutes ago',
  ],
  remedy: ['Fill in the use case form for Anthropic models in the Bedrock console, then wait a quarter of an hour.'],
  otherwise: 'If it still fails after an hour, open a case with AWS support with the account number and the model.',
  checks: [
    {
      on: 'any',
      look: 'Model catalog in the Bedrock console, any Anthropic model',
      expect: 'Asks for the use case: this card.',
    },
    { on: 'any', look: 'aws sts get-caller-identity', expect: 'The account that has to send the form.' },
  ],
  worked: 'The playground of the console answers with the model, then the client does.',
  ignorable: 'No: no Anthropic model answers in this account until then.',
  prevent: 'Send the form in the management account of the organization, which covers the others.',
  related: ['aws-model-access', 'aws-access-denied'],
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
