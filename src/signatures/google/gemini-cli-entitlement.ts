import type { Signature } from '../signature.ts'

export const geminiCliEntitlement: Signature = {
  id: 'gemini-cli-entitlement',
  title: 'The account has no Gemini Code Assist licence',
  provider: 'google',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    { printed: /\bYou must be a named user on your organization'?s? Gemini Code Assist\b/i },
    { printed: /\brequest an entitlement to Gemini Code Assist\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'A project is set, so Gemini CLI asks for the licence of the organization, and this account has none.',
  why: 'GOOGLE_CLOUD_PROJECT switches from the personal tier to the subscription of the organization, whoever signs in.',
  commonCauses: [
    'GOOGLE_CLOUD_PROJECT exported for another tool',
    'no licence assigned yet',
    'signed in with the wrong account',
  ],
  remedy: [
    'Type "unset GOOGLE_CLOUD_PROJECT GOOGLE_CLOUD_PROJECT_ID" if the account is a private one, and look for the line in ~/.bashrc, ~/.zshrc and .env.',
    'Otherwise ask the administrator for a licence of Gemini Code Assist.',
  ],
  otherwise: 'Use an API key in GEMINI_API_KEY.',
  checks: [
    { on: 'any', look: 'env | grep GOOGLE_CLOUD_PROJECT', expect: 'Set without your knowledge: unset it.' },
    { on: 'vscode', look: 'The settings of the terminal', expect: 'terminal.integrated.env may set it.' },
  ],
  worked: 'Gemini CLI signs in without this sentence.',
  ignorable: 'No: the account stays without access.',
  prevent: 'Set the project per tool and not in the shell profile.',
  related: ['gemini-cli-project', 'gemini-cli-location'],
  seen: [
    {
      text: "You must be a named user on your organization's Gemini Code Assist Standard edition subscription to use this service. Please contact your administrator to request an entitlement to Gemini Code Assist Standard edition.",
      source: 'https://github.com/google-gemini/gemini-cli/blob/main/docs/resources/troubleshooting.md',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
