import type { Question } from './endpoint.ts'
import type { Presented } from './present.ts'

const ping = (model: string) => ({ model, max_tokens: 1, messages: [{ role: 'user', content: 'ping' }] })

/** Costs nothing, and is known by Anthropic and most gateways. */
export const freeQuestion = (credentials: readonly Presented[]): Question => ({
  method: 'GET',
  path: '/v1/models?limit=1000',
  credentials,
})

/** Costs nothing: https://docs.claude.com/en/api/messages-count-tokens */
export const countQuestion = (credentials: readonly Presented[], model: string): Question => {
  const { max_tokens: _, ...body } = ping(model)
  return { method: 'POST', path: '/v1/messages/count_tokens', body, credentials }
}

/** Costs one token of output and some of input. */
export const costlyQuestion = (credentials: readonly Presented[], model: string): Question => ({
  method: 'POST',
  path: '/v1/messages',
  body: ping(model),
  credentials,
})
