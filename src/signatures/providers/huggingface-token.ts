import type { Signature } from '../signature.ts'

export const huggingfaceToken: Signature = {
  id: 'huggingface-token',
  title: 'Hugging Face does not accept the token',
  provider: 'huggingface',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], message: /\bInvalid credentials in Authorization header\b/i, provider: ['huggingface'] },
    { message: /\bUnauthorized for url: https:\/\/(?:router|api-inference)\.huggingface\.co\b/i },
    { message: /\bInvalid credentials in Authorization header\b/i, provider: ['huggingface'] },
  ],
  area: 'account-or-auth',
  meaning: 'The token is unknown, withdrawn, or was not sent.',
  why: 'The same sentence covers a missing token and a wrong one; libraries take HF_TOKEN, or the file that "hf auth login" writes.',
  commonCauses: ['no HF_TOKEN in this process', 'a deleted token', 'a token with quotes or a blank'],
  remedy: [
    'Type "hf auth whoami".',
    'If it fails, type "hf auth login", or set HF_TOKEN to a token of https://huggingface.co/settings/tokens.',
  ],
  otherwise: 'Make a new token and try it with curl.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://huggingface.co/api/whoami-v2 -H "Authorization: Bearer $HF_TOKEN"',
      expect: 'Your name: the token is good and the tool does not send it.',
    },
    { on: 'container', look: 'ls ~/.cache/huggingface/token', expect: 'Missing: pass HF_TOKEN.' },
    { on: 'ci', look: 'The secrets of the job', expect: 'HF_TOKEN is passed to this step.' },
  ],
  worked: 'The request above shows your name.',
  ignorable: 'No: private and paid calls stay refused.',
  prevent: 'Pass HF_TOKEN explicitly to containers and jobs.',
  related: ['huggingface-permission', 'gateway-key-unknown'],
  seen: [
    {
      status: 401,
      text: '{"error": "Invalid credentials in Authorization header"}',
      source: 'https://github.com/huggingface/transformers/issues/38289',
      on: '2026-11-21',
    },
    {
      text: '401 Client Error: Unauthorized for url: https://router.huggingface.co/hf-inference/models/Qwen/Qwen2.5-Coder-32B-Instruct/v1/chat/completions (Request ID: Root=1-68315bcf-3b94db0e1523ae07246e9ef4;27f23374-cd3d-4a0e-b756-09d3dba4bcf7)\n\nInvalid username or password.',
      source: 'https://github.com/huggingface/mcp-course/issues/55',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
