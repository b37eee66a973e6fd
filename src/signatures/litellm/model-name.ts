import type { Signature } from '../signature.ts'

export const litellmModelName: Signature = {
  id: 'litellm-model-name',
  title: 'LiteLLM does not know this model name',
  provider: 'litellm',
  cause: 'model-not-found',
  renewable: 'no',
  when: [
    { status: [400, 404], message: /\bInvalid model name passed in(?: model=|\. Call)/i },
    { message: /\bInvalid model name passed in model=/i },
    { message: /\bLLM Provider NOT provided\. Pass in the LLM provider\b/i },
  ],
  area: 'model-or-provider',
  meaning: 'The name is not in the list of the proxy, or the library cannot tell from it which provider is meant.',
  why: 'The proxy looks for the exact model_name of its settings; the library wants provider/name.',
  commonCauses: [
    'a name of the provider that the proxy calls otherwise',
    'the prefix of the provider missing, as in openai/NAME',
    'an alias of a tool',
    'a model removed from the proxy',
  ],
  remedy: [
    'Type curl -s https://PROXY/v1/models -H "Authorization: Bearer $KEY" and choose one of the names.',
    'In aider and other users of the library write the provider before the name, for example openai/NAME.',
  ],
  otherwise: 'Ask the operator to add the name to model_list.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://PROXY/v1/models -H "Authorization: Bearer $KEY"',
      expect: 'The name is in the list.',
    },
    { on: 'any', look: 'https://docs.litellm.ai/docs/providers', expect: 'The prefix of the provider.' },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: the name is refused each time.',
  prevent: 'Give the proxy the names that the tools use.',
  related: ['litellm-model-denied', 'anthropic-invalid-bearer-token'],
  seen: [
    {
      status: 400,
      text: '{"detail":{"error":"/chat/completions: Invalid model name passed in model=claude-sonnet-5. Call `/v1/models` to view available models for your key."}}',
      source: 'https://github.com/BerriAI/litellm/blob/main/litellm/proxy/route_llm_request.py',
      on: '2026-11-21',
    },
    {
      text: "litellm.BadRequestError: LLM Provider NOT provided. Pass in the LLM provider you are trying to call. You passed model=claude-sonnet-5\n Pass model as E.g. For 'Huggingface' inference endpoints pass in `completion(model='huggingface/starcoder',..)` Learn more: https://docs.litellm.ai/docs/providers",
      source: 'https://github.com/BerriAI/litellm/blob/main/litellm/litellm_core_utils/get_llm_provider_logic.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
