import type { Signature } from '../signature.ts'

export const awsOutboundFederation: Signature = {
  id: 'aws-outbound-federation',
  title: 'The account does not issue identity tokens',
  provider: 'aws',
  cause: 'org-policy',
  renewable: 'no',
  when: [{ message: /\bOutbound web identity federation is disabled\b/i }],
  area: 'account-or-auth',
  meaning:
    'The Claude Platform on AWS needs a switch of the AWS account that is off; every request fails until it is on.',
  why: 'The Claude Platform on AWS exchanges an identity token that AWS issues for the account, and AWS issues none until the account says so.',
  commonCauses: ['an account that was never switched on', 'the right switch in another account of the organization'],
  remedy: ['Let an administrator of the AWS account run "aws iam enable-outbound-web-identity-federation" once.'],
  otherwise:
    'If the command is denied, a policy of the organization keeps the switch; ask whoever manages the organization.',
  checks: [
    {
      on: 'any',
      look: 'aws iam get-outbound-web-identity-federation-info',
      expect: 'Shows whether the account issues tokens.',
    },
    { on: 'any', look: 'aws sts get-caller-identity', expect: 'The account that needs the switch.' },
  ],
  worked: 'The command shows an issuer address, and the next request is answered.',
  ignorable: 'No: every request of this account fails.',
  prevent: 'Put the switch into the template from which accounts are made.',
  related: ['aws-authorization-missing', 'anthropic-federation-refused'],
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
