import type { Signature } from '../signature.ts'

export const anthropicPromptTooLong: Signature = {
  id: 'anthropic-prompt-too-long',
  title: 'The conversation is longer than the model can read',
  provider: 'anthropic',
  cause: 'quota',
  renewable: 'no',
  when: [
    { status: [400], message: /\bprompt is too long: \d{1,9} tokens > \d{1,9} maximum\b/i },
    { message: /\bprompt is too long: \d{1,9} tokens > \d{1,9} maximum\b/i },
    { message: /\binput length and `max_tokens` exceed context limit: \d{1,9} \+ \d{1,9} > \d{1,9}\b/i },
  ],
  area: 'quota-or-rate',
  meaning: 'Question and room for the answer together have more tokens than the context window of the model.',
  why: 'Every prompt sends the whole conversation again, with files, tool results and the room that max_tokens reserves; the API counts it before it reads it.',
  commonCauses: [
    'a conversation of hours',
    'a large file or log that was read whole',
    'many tools of MCP servers, whose descriptions are sent each time',
    'max_tokens set as high as the model allows',
  ],
  remedy: [
    'Run /compact, or /clear and start again with a summary.',
    'In a program of your own, send fewer messages or a smaller max_tokens: the message says by how much.',
  ],
  otherwise: 'Choose a model with a larger context window, if your account may use one.',
  checks: [
    { on: 'any', look: '/context', expect: 'Shows what takes the room: messages, tools, files.' },
    { on: 'any', look: '/mcp', expect: 'Servers that you do not need just now can be switched off.' },
  ],
  worked: 'The next prompt is answered.',
  ignorable: 'No: the same request is refused each time.',
  prevent: 'Compact before long work, read parts of files, and give large searches to subagents.',
  related: ['anthropic-request-too-large', 'anthropic-long-context'],
  seen: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 207791 tokens > 200000 maximum"}}',
      source: 'https://github.com/whoz-oss/coday/issues/26',
      on: '2026-11-21',
    },
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit: 174167 + 64000 > 200000, decrease input length or `max_tokens` and try again"}}',
      source: 'https://github.com/kortix-ai/suna/issues/172',
      on: '2026-11-21',
    },
    {
      text: 'litellm.ContextWindowExceededError: litellm.BadRequestError: AnthropicError - b\'{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 205668 tokens > 200000 maximum"}}\'',
      source: 'https://github.com/kortix-ai/suna/issues/217',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
