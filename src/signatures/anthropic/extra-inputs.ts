import type { Signature } from '../signature.ts'

export const anthropicExtraInputs: Signature = {
  id: 'anthropic-extra-inputs',
  title: 'A field of the client is not known on this way',
  provider: 'anthropic',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    {
      message:
        /\b(?:context_management|output_config|output_format|mcp_servers|speed|fallbacks): Extra inputs are not permitted\b/i,
    },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'The body has a field that belongs to a beta header, and the header did not arrive, or the server behind the gateway does not know the field.',
  why: 'The client sends new fields together with a beta header that allows them; a gateway that drops the header or forwards to an older server leaves the field alone.',
  commonCauses: [
    'a gateway that drops anthropic-beta',
    'a gateway in front of Vertex or Bedrock that lacks the feature',
    'a router that passes bodies on to other models',
  ],
  remedy: [
    'Let every hop pass anthropic-beta unchanged.',
    'If the server behind it lacks the feature, set CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS=1 and start the client again.',
  ],
  otherwise: 'Update the gateway: its newer versions know or remove the field.',
  checks: [
    {
      on: 'any',
      look: 'The headers that arrive behind the gateway',
      expect: 'anthropic-beta is missing: the gateway is the reason.',
    },
    { on: 'any', look: 'The same prompt without the gateway', expect: 'Answered: the gateway is the reason.' },
    {
      on: 'any',
      look: 'claude --version, and whether it was updated yesterday',
      expect: 'New fields come with new versions.',
    },
  ],
  worked: 'The same prompt is answered through the gateway.',
  ignorable: 'No: every prompt with the field is refused.',
  prevent: 'Forward all headers that begin with anthropic-, those of tomorrow included.',
  related: ['anthropic-beta-rejected', 'anthropic-oauth-unsupported', 'anthropic-old-upstream'],
  seen: [
    {
      status: 400,
      text: 'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"context_management: Extra inputs are not permitted"},"request_id":"req_vrtx_011CYSfBejG6JC8wpMay8JFs"}',
      source: 'https://github.com/anthropics/claude-code/issues/21612',
      on: '2026-11-21',
    },
    {
      status: 400,
      text: 'API Error: 400 context_management: Extra inputs are not permitted',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 400,
      text: 'messages.65.content.1.tool_use.text: Extra inputs are not permitted',
      source: 'https://github.com/anthropics/claude-code/issues/4378',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
