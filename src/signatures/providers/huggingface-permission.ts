import type { Signature } from '../signature.ts'

export const huggingfacePermission: Signature = {
  id: 'huggingface-permission',
  title: 'The Hugging Face token may not call models',
  provider: 'huggingface',
  cause: 'permission',
  renewable: 'no',
  when: [
    { status: [403], message: /\bdoes not have sufficient permissions to call Inference Providers\b/i },
    { message: /\bsufficient permissions to call Inference Providers\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The token is good and was made without the permission to call Inference Providers.',
  why: 'Fine-grained tokens can do only what was ticked when they were made; reading models is another permission than calling them.',
  commonCauses: ['a fine-grained token for downloads', 'a token of another user or organization'],
  remedy: [
    'Open https://huggingface.co/settings/tokens, edit the token, and tick "Make calls to Inference Providers".',
    'Repeat the request.',
  ],
  otherwise: 'Make a new fine-grained token with that permission and put it into HF_TOKEN.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://huggingface.co/api/whoami-v2 -H "Authorization: Bearer $HF_TOKEN"',
      expect: 'auth.accessToken.fineGrained contains inference.serverless.write.',
    },
  ],
  worked: 'The same request is answered.',
  ignorable: 'No: it is refused each time.',
  prevent: 'Make one token per purpose and name it so.',
  related: ['huggingface-token', 'openai-scope'],
  seen: [
    {
      status: 403,
      text: '{"error":"This authentication method does not have sufficient permissions to call Inference Providers on behalf of user Nicholastempleman"}',
      source: 'https://github.com/CSOAI-ORG/councilof-ai/issues/1102',
      on: '2026-11-21',
    },
    {
      text: '403 Forbidden: This authentication method does not have sufficient permissions to call Inference Providers on behalf of user AmirHagai.\nCannot access content at: https://router.huggingface.co/hf-inference/models/meta-llama/Llama-3.3-70B-Instruct.\nMake sure your token has the correct permissions.',
      source: 'https://github.com/huggingface/agents-course/issues/558',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
