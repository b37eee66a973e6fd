import type { Signature } from '../signature.ts'

export const awsThrottling: Signature = {
  id: 'aws-throttling',
  title: 'Too many requests',
  provider: 'aws',
  cause: 'rate-limit',
  renewable: 'no',
  when: [{ status: [429, 400], code: ['ThrottlingException', 'Throttling', 'TooManyRequestsException'] }],
  meaning: 'The quota of the AWS account for this model is used up for the moment.',
  remedy: ['Wait a little and send fewer requests at once, or ask AWS for a higher quota for this model and region.'],
  seen: [
    {
      status: 429,
      headers: { 'x-amzn-errortype': 'ThrottlingException' },
      text: '{"message":"Your request was denied due to exceeding the account quotas for Amazon Bedrock. For troubleshooting this error, see ThrottlingException in the Amazon Bedrock User Guide"}',
      source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
