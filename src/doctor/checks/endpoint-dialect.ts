import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { freeQuestion } from '../questions.ts'

/** Answers of whoever does not know the path; anything else shows that it is known, a refusal of the empty body too. */
const unknownPath: ReadonlySet<number> = new Set([404, 405, 501])

/** A server of OpenAI's API lists its models at the same path, and knows nothing of messages. */
export const endpointDialect: Check = {
  id: 'endpoint-dialect',
  title: 'It speaks the Messages API',
  group: 'endpoint',
  needs: ['endpoint-serves'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    const credentials = await bench.sendable(signal)
    const list = await endpoint.ask(freeQuestion(credentials), signal)
    if (isUnsaid(list)) return skip(`no answer (${list.fault})`)
    if (list.status === 200 && !listsLikeOpenAi(list.text)) return ok('its list of models is one of the Messages API')
    if (list.status !== 200 && !refusesLikeOpenAi(list.text)) return doesNotApply('it gives no list of models')
    // Nothing is asked, so nothing costs: the API itself answers that a model is missing.
    const answer = await endpoint.ask({ method: 'POST', path: '/v1/messages', body: {}, credentials }, signal)
    if (isUnsaid(answer)) return skip(`POST /v1/messages got no answer (${answer.fault})`)
    if (!unknownPath.has(answer.status)) return ok(`it knows POST /v1/messages (${answer.status} without a body)`)
    const host = endpoint.parsed?.host
    const place = endpoint.place ?? 'nothing: the default'
    return {
      status: 'wrong',
      cause: 'wrong-endpoint-or-header',
      summary: `${host} speaks the API of OpenAI and not the Messages API, which Claude Code needs.`,
      evidence: [
        `GET ${host}/v1/models: ${list.status}, in the form of OpenAI`,
        `POST ${host}/v1/messages: ${answer.status}`,
      ],
      fix: `Set ANTHROPIC_BASE_URL in ${place} to the address at which it speaks the Messages API (many providers have one ending in /anthropic), or put a translating gateway such as LiteLLM before it.`,
      number: 5,
    }
  },
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** `{"object":"list","data":[{"object":"model"…}]}`: https://platform.openai.com/docs/api-reference/models/list */
function listsLikeOpenAi(text: string): boolean {
  const list = parsed(text)
  return list?.object === 'list' && Array.isArray(list.data)
}

/** `{"error":{"message","type","code"}}` without the outer `type` of the Messages API. */
function refusesLikeOpenAi(text: string): boolean {
  const answer = parsed(text)
  const { error } = answer ?? {}
  return answer !== null && answer.type === undefined && typeof error === 'object' && error !== null && 'code' in error
}
