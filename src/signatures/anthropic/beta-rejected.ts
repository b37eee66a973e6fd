import type { Signature } from '../signature.ts'

export const anthropicBetaRejected: Signature = {
  id: 'anthropic-beta-rejected',
  title: 'The server does not know a beta',
  provider: 'anthropic',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { message: /\bUnexpected value\(s\) [^\n]{1,200} for the `anthropic-beta`/i },
    { message: /^invalid beta flag$/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The request asks for a beta feature by its header, and the server behind the address does not have it.',
  why: 'Bedrock, Vertex and gateways get features later than the Anthropic API, and some never.',
  commonCauses: [
    'a client newer than the server behind a gateway',
    'ANTHROPIC_BETAS or custom headers set by hand',
    'a beta that has ended',
  ],
  remedy: [
    'Set CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS=1 and start the client again.',
    'Remove anthropic-beta from ANTHROPIC_CUSTOM_HEADERS and ANTHROPIC_BETAS.',
  ],
  otherwise: 'Ask the operator of the gateway to remove values from the header that its provider does not know.',
  checks: [
    { on: 'any', look: 'The value between the backticks', expect: 'The name of the beta.' },
    { on: 'any', look: 'env | grep -iE "BETA|CUSTOM_HEADERS"', expect: 'Set by hand: remove it.' },
    { on: 'ci', look: 'The version of the client', expect: 'A newest version meets an older server.' },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: every prompt is refused.',
  prevent: 'Pin the version of the client where the server behind it is older.',
  related: ['anthropic-extra-inputs', 'anthropic-old-upstream', 'anthropic-oauth-unsupported'],
  seen: [
    {
      status: 400,
      text: 'API Error: 400 Unexpected value(s) `context-management-2025-06-27` for the `anthropic-beta` header. Please consult our documentation at docs.anthropic.com or try again without the header.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
