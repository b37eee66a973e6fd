import type { Signature } from '../signature.ts'

export const openaiOrganization: Signature = {
  id: 'openai-organization',
  title: 'Key and organization do not belong together',
  provider: 'openai',
  cause: 'conflicting-credentials',
  renewable: 'no',
  when: [
    { status: [401], code: ['mismatched_organization'] },
    { message: /\bOpenAI-Organization\s{1,8}header should match organization\b/i },
    { body: /\bmismatched_organization\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The request names an organization other than the one the key was made in.',
  why: 'Tools send OPENAI_ORG_ID (or OPENAI_ORGANIZATION) as a header; with a key of a project of another organization the two contradict each other.',
  commonCauses: [
    'OPENAI_ORG_ID left over from another key',
    'a key made in another organization',
    'an organization stored in the settings of the tool',
  ],
  remedy: [
    'Type "unset OPENAI_ORG_ID OPENAI_ORGANIZATION OPENAI_PROJECT_ID".',
    'Start the tool again; the key alone decides on the organization.',
  ],
  otherwise:
    'Copy the organization ID from https://platform.openai.com/settings/organization/general while you are in the organization of the key.',
  checks: [
    { on: 'any', look: 'env | grep "OPENAI_ORG\\|OPENAI_PROJECT"', expect: 'Nothing, or the organization of the key.' },
    { on: 'any', look: 'The settings file of the tool', expect: 'No organization in it.' },
  ],
  worked: 'The same request is answered.',
  ignorable: 'No: a new key of the same organization is refused too.',
  prevent: 'Do not set the organization at all.',
  related: ['openai-key-invalid', 'openai-scope'],
  seen: [
    {
      text: 'OpenAI rejected the request (request ID: req_f1fd16f906f5ad6e7ac336a4976ad6fc). Error details: Status: 401, Code: mismatched_organization, Type: invalid_request_error, Message: 401 OpenAI-Organization      header should match organization for API key. Please verify your settings and try again.',
      source: 'https://github.com/openai/codex/issues/1000',
      on: '2026-11-21',
    },
    {
      text: "openai.AuthenticationError: Error code: 401 - {'error': {'message': 'OpenAI-Organization header should match organization for API key', 'type': 'invalid_request_error', 'param': None, 'code': 'mismatched_organization'}}",
      source: 'https://github.com/Realiserad/fish-ai/issues/62',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
