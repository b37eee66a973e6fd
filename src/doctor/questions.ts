import type { Question } from './endpoint.ts'
import type { Presented } from './present.ts'

/** What is asked for where nobody names a model: one that is served for some time yet, see retired-models.ts. */
export const anyModel = 'claude-sonnet-4-6'

const message = (model: string, content: string) => ({ model, messages: [{ role: 'user', content }] })

/** Costs nothing, and is known by Anthropic and most gateways. */
export const freeQuestion = (credentials: readonly Presented[]): Question => ({
  method: 'GET',
  path: '/v1/models?limit=1000',
  credentials,
})

/** Costs nothing: https://docs.claude.com/en/api/messages-count-tokens */
export const countQuestion = (credentials: readonly Presented[], model: string, content = 'ping'): Question => ({
  method: 'POST',
  path: '/v1/messages/count_tokens',
  body: message(model, content),
  credentials,
})

/** Costs nothing: nothing is asked. An API says who may not ask, or else that a model is missing. */
export const emptyQuestion = (credentials: readonly Presented[]): Question => ({
  method: 'POST',
  path: '/v1/messages',
  body: {},
  credentials,
})

/** Costs one token of output and some of input. */
export const costlyQuestion = (credentials: readonly Presented[], model: string): Question => ({
  method: 'POST',
  path: '/v1/messages',
  body: { ...message(model, 'ping'), max_tokens: 1 },
  credentials,
})

/** Costs some tokens, and takes long enough at an API that its pieces come apart. */
export const streamQuestion = (credentials: readonly Presented[], model: string): Question => ({
  method: 'POST',
  path: '/v1/messages',
  body: { ...message(model, 'Count from 1 to 40 in words.'), max_tokens: 100, stream: true },
  credentials,
})
