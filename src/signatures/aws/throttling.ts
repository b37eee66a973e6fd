import type { Signature } from '../signature.ts'

export const awsThrottling: Signature = {
  id: 'aws-throttling',
  title: 'Too many requests',
  provider: 'aws',
  cause: 'rate-limit',
  renewable: 'no',
  when: [{ status: [429, 400], code: ['ThrottlingException', 'Throttling', 'TooManyRequestsException'] }],
  area: 'quota-or-rate',
  meaning: 'The quota of the AWS account for this model is used up for the moment.',
  why: 'Bedrock counts requests and tokens by the minute for each account, region and model; new accounts begin with little.',
  commonCauses: [
    'several people in one account',
    'subagents and parallel jobs',
    'a region profile where a cross-region one would spread the load',
    'the quota of a new account',
  ],
  remedy: ['Wait a little and send fewer requests at once, or ask AWS for a higher quota for this model and region.'],
  otherwise: 'Use the global or another regional inference profile, whose quota is counted apart.',
  checks: [
    {
      on: 'any',
      look: 'Service Quotas in the console, Amazon Bedrock',
      expect: 'Shows the quota for the model by minute and by day.',
    },
    { on: 'any', look: 'CloudWatch, AWS/Bedrock, InvocationThrottles', expect: 'Shows when and for which model.' },
    {
      on: 'ci',
      look: 'The number of jobs that start at once',
      expect: 'A burst at the full hour is refused though the average is small.',
    },
  ],
  worked: 'The same request is answered after a pause, and the metric goes back to zero.',
  ignorable: 'Yes, when it comes now and then: clients wait and repeat; no, when most requests get it.',
  prevent: 'Put a queue in front, use cross-region inference profiles, and ask for quota before a team starts.',
  related: ['anthropic-rate-limit', 'page-too-many-requests', 'aws-model-access'],
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
