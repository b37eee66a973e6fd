import type { Signature } from '../signature.ts'

export const openrouterUserUnknown: Signature = {
  id: 'openrouter-user-unknown',
  title: 'OpenRouter does not know the owner of the key',
  provider: 'openrouter',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['401'], message: /^User not found\.?$/i, provider: ['openrouter'] },
    { message: /\bUser not found\.?\W{1,4}code\W{1,4}401\b/i, provider: ['openrouter'] },
  ],
  area: 'account-or-auth',
  meaning: 'The key has the right form, and no account stands behind it: it was deleted, disabled, or never complete.',
  why: 'OpenRouter finds the user through the key; a deleted key therefore reads as a missing user. It also says so during faults of its own.',
  commonCauses: [
    'a deleted or disabled key',
    'a key cut while copying',
    'quotes around it in .env',
    'a fault at OpenRouter',
  ],
  remedy: [
    'Look at https://openrouter.ai/settings/keys whether the key is there and enabled.',
    'If it is, look at https://status.openrouter.ai; if not, make a new one and put it in.',
  ],
  otherwise:
    'Try the key with curl -s https://openrouter.ai/api/v1/key -H "Authorization: Bearer $OPENROUTER_API_KEY".',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://openrouter.ai/api/v1/key -H "Authorization: Bearer $OPENROUTER_API_KEY"',
      expect: 'The same answer: the key; another: the tool sends another key.',
    },
    { on: 'any', look: 'printf %s "$OPENROUTER_API_KEY" | head -c 9', expect: 'sk-or-v1-, without a quote.' },
  ],
  worked: 'The request above shows the label of the key.',
  ignorable: 'Only while the status page reports a fault.',
  prevent: 'Give each tool a key of its own, so that deleting one hits one.',
  related: ['openrouter-auth-missing', 'openai-key-invalid'],
  seen: [
    {
      text: "❌ Error: Error code: 401 - {'error': {'message': 'User not found.', 'code': 401}}",
      source: 'https://github.com/apurvsinghgautam/robin/issues/103',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
