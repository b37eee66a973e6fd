import type { Signature } from '../signature.ts'

export const geminiCliProject: Signature = {
  id: 'gemini-cli-project',
  title: 'This Google account needs a project',
  provider: 'google',
  cause: 'config-file',
  renewable: 'no',
  when: [{ printed: /\bThis account requires setting the GOOGLE_CLOUD_PROJECT\b/i }],
  area: 'deployment-or-configuration',
  meaning: 'Accounts of Workspace or of an organization use Gemini through a Google Cloud project, and none is named.',
  why: 'The free tier is for private accounts; for the others the project decides on licence, quota and billing.',
  commonCauses: ['a Workspace account', 'a private account that has a licence', 'the variable set in another shell'],
  remedy: ['Type "export GOOGLE_CLOUD_PROJECT=PROJECT_ID", with the ID and not the number.', 'Start "gemini" again.'],
  otherwise: 'Sign in with a private account, or use an API key in GEMINI_API_KEY.',
  checks: [
    { on: 'any', look: 'gcloud projects list', expect: 'The ID is in the first column.' },
    { on: 'any', look: 'echo $GOOGLE_CLOUD_PROJECT', expect: 'Letters, not only digits.' },
  ],
  worked: 'Gemini CLI signs in without this sentence.',
  ignorable: 'No: the sign-in stops here.',
  prevent: 'Put the variable into ~/.gemini/.env.',
  related: ['gemini-cli-entitlement', 'gemini-cli-auth-method'],
  seen: [
    {
      text: 'Failed to sign in. Message: This account requires setting the GOOGLE_CLOUD_PROJECT or GOOGLE_CLOUD_PROJECT_ID env var. See https://goo.gle/gemini-cli-auth-docs#workspace-gca',
      source: 'https://www.npmjs.com/package/@google/gemini-cli/v/0.61.0',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
