import type { Signature } from '../signature.ts'

export const githubAccountType: Signature = {
  id: 'github-account-type',
  title: 'GitHub Models is not open to this account',
  provider: 'github',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    { status: [401, 403], message: /\bYour account type is not currently supported\b/i, provider: ['github'] },
    { message: /\bYour account type is not currently supported\b/i, provider: ['github'] },
  ],
  area: 'account-or-auth',
  meaning: 'The token is good, and accounts of this kind cannot use GitHub Models.',
  why: 'Some accounts, for example managed users of an enterprise or blocked accounts, are left out; GitHub says so with a 401.',
  commonCauses: [
    'a managed enterprise account',
    'an account that may not use Copilot',
    'an organization that switched Models off',
  ],
  remedy: [
    'Sign in with a personal account that can open https://github.com/marketplace/models.',
    'Or ask the administrator of the enterprise to allow GitHub Models.',
  ],
  otherwise: 'Use the model at another provider.',
  checks: [
    { on: 'any', look: 'https://github.com/marketplace/models, signed in', expect: 'The page lets you try a model.' },
  ],
  worked: 'The same request is answered.',
  ignorable: 'No: a new token changes nothing.',
  prevent: 'Check the account before you build on it.',
  related: ['github-integration', 'github-bad-credentials'],
  seen: [
    {
      text: 'HTTP 401 (: unauthorized) Your account type is not currently supported',
      source: 'https://github.com/sdcb/chats/issues/58',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
