import type { Signature } from '../signature.ts'

export const snowflakeAccountNotAllowed: Signature = {
  id: 'snowflake-account-not-allowed',
  title: 'The Snowflake account may not use this endpoint',
  provider: 'snowflake',
  cause: 'org-policy',
  renewable: 'no',
  when: [{ message: /\bThis account is not allowed to access this endpoint\. Please contact Snowflake\b/i }],
  area: 'account-or-auth',
  meaning: 'The token is good; the account, mostly a trial, has no right to the inference endpoint of Cortex.',
  why: 'Snowflake opens Cortex per account, edition and region, whatever way you sign in.',
  commonCauses: ['a trial account', 'a region without Cortex inference', 'an endpoint that is still opened on request'],
  remedy: [
    'Ask an administrator whether the account is a trial and in which region it lies.',
    'Open a case with Snowflake, with the account and the endpoint, or use an account that has it.',
  ],
  otherwise: "Allow cross-region inference: ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'ANY_REGION'.",
  checks: [
    {
      on: 'any',
      look: "SELECT SNOWFLAKE.CORTEX.COMPLETE('claude-4-sonnet', 'hi') in a worksheet",
      expect: 'An answer: the account has Cortex, and only the endpoint is closed.',
    },
  ],
  worked: 'The same request is answered.',
  ignorable: 'No: each request is refused, with any token.',
  prevent: 'Check account and region before a tool is set up for it.',
  related: ['snowflake-jwt-invalid', 'github-account-type'],
  seen: [
    {
      text: 'Forbidden: This account is not allowed to access this endpoint. Please contact Snowflake support.',
      source: 'https://github.com/anomalyco/opencode/issues/33265',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
