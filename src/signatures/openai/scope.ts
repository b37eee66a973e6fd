import type { Signature } from '../signature.ts'

export const openaiScope: Signature = {
  id: 'openai-scope',
  title: 'The OpenAI credential lacks a scope',
  provider: 'openai',
  cause: 'permission',
  renewable: 'no',
  when: [
    { status: [401, 403], message: /\binsufficient permissions for this operation\. Missing scopes\b/i },
    { message: /\binsufficient permissions for this operation\. Missing scopes\b/i },
    { message: /\bMissing scopes: (?:model|api)\.[a-z.]{3,40}\b/ },
  ],
  area: 'account-or-auth',
  meaning: 'A 401 that no new key of the same kind cures: key or login may not do this.',
  why: 'Restricted keys carry a list of permissions, members a role; the login of ChatGPT carries none for the API at all.',
  commonCauses: [
    'a restricted key without "Model capabilities" or "Responses"',
    'the role Reader in the project',
    'Codex signed in with ChatGPT while its provider points to api.openai.com',
  ],
  remedy: [
    'Open https://platform.openai.com/api-keys, edit the key, and give it the permission that the message names, or All.',
    'In Codex remove base_url from the provider, or sign in with an API key: "codex login --with-api-key".',
  ],
  otherwise: 'Ask the owner of the organization for the role Member in the project.',
  checks: [
    { on: 'any', look: 'The words after "Missing scopes:"', expect: 'The permission that is missing.' },
    { on: 'any', look: 'grep -n base_url ~/.codex/config.toml', expect: 'With a ChatGPT login there is none.' },
  ],
  worked: 'The same request is answered.',
  ignorable: 'No: it is refused each time.',
  prevent: 'Note next to each restricted key what it is for.',
  related: ['openai-key-invalid', 'openai-organization', 'codex-model'],
  seen: [
    {
      text: "unexpected status 401 Unauthorized: You have insufficient permissions for this operation. Missing scopes: api.responses.write. Check that you have the correct role in your organization (Reader, Writer, Owner) and project (Member, Owner), and if you're using a restricted API key, that it has the necessary scopes., url: https://api.openai.com/v1/responses, cf-ray: a17700dc38425fb7-SIN, request id: e38695c5-fa81-4642-8245-fc73113c2ce9",
      source: 'https://github.com/openai/codex/issues/31412',
      on: '2026-11-21',
    },
    {
      text: "You have insufficient permissions for this operation. Missing scopes: model.request. Check that you have the correct role in your organization (Reader, Writer, Owner) and project (Member, Owner), and if you're using a restricted API key, that it has the necessary scopes.\nStatus: 401 (Unauthorized)",
      source: 'https://github.com/microsoft/PowerToys/issues/32989',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
