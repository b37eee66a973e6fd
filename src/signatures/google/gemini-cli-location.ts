import type { Signature } from '../signature.ts'

export const geminiCliLocation: Signature = {
  id: 'gemini-cli-location',
  title: 'Gemini Code Assist is not offered where you are',
  provider: 'google',
  cause: 'org-policy',
  renewable: 'no',
  when: [{ printed: /\bFailed to sign in\. Message: Your current account is not eligible\b/i }],
  area: 'account-or-auth',
  meaning: 'Google refuses the sign-in because of the country it sees.',
  why: 'The country is taken from the network and the account, so a VPN or an office network abroad counts.',
  commonCauses: [
    'a VPN or proxy with an exit in another country',
    'a country that is not on the list',
    'an account of another country',
  ],
  remedy: [
    'Leave the VPN, or choose an exit in a country of the list at https://developers.google.com/gemini-code-assist/resources/available-locations.',
    'Sign in again.',
  ],
  otherwise: 'Use Vertex AI with a project of your organization.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://www.cloudflare.com/cdn-cgi/trace | grep loc',
      expect: 'The country that servers see.',
    },
  ],
  worked: 'The sign-in ends without this sentence.',
  ignorable: 'No: the account stays out.',
  prevent: 'Keep the network of the tool in one country.',
  related: ['gemini-cli-entitlement', 'anthropic-request-not-allowed'],
  seen: [
    {
      text: 'Failed to sign in. Message: Your current account is not eligible... because it is not currently available in your location.',
      source: 'https://github.com/google-gemini/gemini-cli/blob/main/docs/resources/troubleshooting.md',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
