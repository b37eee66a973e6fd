import type { Signature } from '../signature.ts'

export const awsOutboundFederation: Signature = {
  id: 'aws-outbound-federation',
  title: 'The account does not issue identity tokens',
  provider: 'aws',
  cause: 'org-policy',
  renewable: 'no',
  when: [{ message: /\bOutbound web identity federation is disabled\b/i }],
  meaning:
    'The Claude Platform on AWS needs a switch of the AWS account that is off; every request fails until it is on.',
  remedy: ['Let an administrator of the AWS account run "aws iam enable-outbound-web-identity-federation" once.'],
  seen: [
    {
      text: 'Outbound web identity federation is disabled for your account',
      source:
        'https://platform.claude.com/docs/en/build-with-claude/claude-platform-on-aws#enable-outbound-web-identity-federation',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
