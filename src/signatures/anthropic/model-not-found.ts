import type { Signature } from '../signature.ts'

export const anthropicModelNotFound: Signature = {
  id: 'anthropic-model-not-found',
  title: 'The API has no such model',
  provider: 'anthropic',
  cause: 'model-not-found',
  renewable: 'no',
  when: [
    { status: [404], code: ['not_found_error'], message: /^model: [a-z0-9][a-z0-9.@:_-]{1,80}/i },
    { printed: /\bmodel[ _]not[ _]found\W{1,6}(?:model: )?(?:us\.)?(?:anthropic\.)?claude-[a-z0-9.@:-]{1,80}/i },
    { message: /\bnot_found_error\b[^a-z]{1,20}message\W{1,6}model: /i },
  ],
  area: 'model-or-provider',
  meaning:
    'The model in the request was renamed, retired or never existed under this name, or this credential may not use it.',
  why: 'Model names carry a date and are retired after an announced time; each provider spells them in its own way.',
  commonCauses: [
    'a model that was retired',
    'a name of Bedrock, Vertex or a router sent to the Anthropic API',
    'a typing error',
    'a preview the organization has no access to',
  ],
  remedy: [
    'Choose a model that "/model" or GET /v1/models lists, and change the name wherever it is fixed (ANTHROPIC_MODEL, settings, workflow).',
    'If many places hold the old name, put an alias for it into the gateway.',
  ],
  otherwise: 'Look the name up in the list of deprecations: it names the successor.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "ANTHROPIC_.*MODEL"; grep -rn "claude-" ~/.claude/settings.json .claude/',
      expect: 'The places a model is named.',
    },
    { on: 'ci', look: 'The model name in the workflow', expect: 'Often the oldest of all.' },
    { on: 'vscode', look: 'claudeCode.selectedModel in the settings', expect: 'Counts for the extension alone.' },
    { on: 'container', look: 'The env file of the container', expect: 'May hold a name of last year.' },
  ],
  worked: 'The same prompt is answered with the new name.',
  ignorable: 'No: no retry brings a retired model back.',
  prevent: 'Use aliases, and check the names against the list of the provider in CI.',
  related: ['claude-code-selected-model', 'anthropic-permission-denied', 'aws-model-access'],
  seen: [
    {
      status: 404,
      text: '{"type":"error","error":{"type":"not_found_error","message":"model: claude-2.1"}}',
      source: 'https://github.com/spring-projects/spring-ai/pull/2387',
      on: '2026-11-21',
    },
    {
      status: 404,
      text: "Error code: 404 - {'type': 'error', 'error': {'type': 'not_found_error', 'message': 'model: claude-3-5-haiku-latest'}, 'request_id': 'req_011CYQNJvJqSAXDd4Nzprfz4'}",
      source: 'https://github.com/home-assistant/core/issues/163831',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"Your API key does not have permission to use the specified resource."}}',
      source: 'https://platform.claude.com/docs/en/api/errors',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
