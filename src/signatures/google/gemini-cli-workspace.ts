import type { Signature } from '../signature.ts'

export const geminiCliWorkspace: Signature = {
  id: 'gemini-cli-workspace',
  title: 'Gemini CLI cannot use the free tier with this account',
  provider: 'google',
  cause: 'config-file',
  renewable: 'no',
  when: [{ printed: /\bFailed to sign in\. Message: Request contains an invalid argument\b/i }],
  area: 'account-or-auth',
  meaning:
    'The account belongs to Workspace or has a Google Cloud account beside it, and cannot get the free plan of Code Assist.',
  why: 'The sign-in asks for the free plan unless a project is named, and Google refuses it with words that name no cause.',
  commonCauses: ['a Workspace account', 'a private account with a Google Cloud account'],
  remedy: [
    'Type "export GOOGLE_CLOUD_PROJECT=PROJECT_ID" and start "gemini" again.',
    'Or use a key of https://aistudio.google.com/app/apikey in GEMINI_API_KEY.',
  ],
  otherwise: 'Sign in with another private account.',
  checks: [{ on: 'any', look: 'gcloud projects list', expect: 'The ID is in the first column.' }],
  worked: 'The sign-in ends without this sentence.',
  ignorable: 'No: the sign-in stops here.',
  prevent: 'Put the project into ~/.gemini/.env.',
  related: ['gemini-cli-project', 'gemini-cli-entitlement'],
  seen: [
    {
      text: 'Failed to sign in. Message: Request contains an invalid argument',
      source: 'https://github.com/google-gemini/gemini-cli/blob/main/docs/resources/troubleshooting.md',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
