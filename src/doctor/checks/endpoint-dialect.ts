import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, type Outcome, ok, skip } from '../check.ts'
import { isUnsaid, type Said } from '../endpoint.ts'
import { objectIn } from '../files/json-object.ts'
import { rightAddress, setTo } from '../fixes/fix-words.ts'
import { otherAddress } from '../network/other-addresses.ts'
import { serverOf } from '../network/servers.ts'
import { emptyQuestion, freeQuestion } from '../questions.ts'

/** Answers of whoever does not know the path; anything else shows that it is known, a refusal of the empty body too. */
const unknownPath: ReadonlySet<number> = new Set([404, 405, 410, 421, 426, 501])
/** Answers that say nothing of the path: who asks, or how often, is not wanted. */
const aboutCaller: ReadonlySet<number> = new Set([401, 402, 403, 407, 418, 423, 429, 451])

/**
 * A server of OpenAI's API lists its models at the same path, and knows nothing of messages; others know neither path. That
 * the list alone is missing is no fault: Claude Code does not need it.
 */
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
    if (list.status === 200 && listsModels(list.text)) return ok('its list of models is one of the Messages API')
    const lost = !aboutCaller.has(list.status) || isGatewayOfAws(list)
    if (!lost && !refusesLikeOpenAi(list.text)) return doesNotApply('it gives no list of models')
    // Nothing is asked, so nothing costs: the API itself answers that a model is missing.
    const answer = await endpoint.ask(emptyQuestion(credentials), signal)
    if (isUnsaid(answer)) return skip(`POST /v1/messages got no answer (${answer.fault})`)
    if (knows(answer)) return ok(`it knows POST /v1/messages (${answer.status} without a body)`)
    return stranger(bench, [list, answer], signal)
  },
}

/** Who it is instead, and where on the same host the Messages API is, if anywhere. */
async function stranger(bench: Bench, [list, answer]: readonly [Said, Said], signal: AbortSignal): Promise<Outcome> {
  const { endpoint } = bench
  const host = endpoint.parsed?.host ?? ''
  const place = endpoint.place ?? 'the shell'
  const server = serverOf([list, answer])
  const better = await otherAddress(bench, signal)
  const openAi = likeOpenAi(list.text) || refusesLikeOpenAi(list.text)
  const called = server === null ? '' : ` (${server.name})`
  const old = better === null && server?.since !== undefined ? server : null
  return {
    status: 'wrong',
    cause: 'wrong-endpoint-or-header',
    summary: openAi
      ? `${host}${called} speaks the API of OpenAI and not the Messages API, which Claude Code needs.`
      : answer.status < 300
        ? `${host}${called} says ${answer.status} to a message without a word in it, so it is not the Messages API that answers at ${endpoint.shown}.`
        : `${host}${called} does not know POST /v1/messages, so it is not the Messages API that answers at ${endpoint.shown}.`,
    evidence: [
      `GET ${host}/v1/models: ${list.status}${openAi ? ', in the form of OpenAI' : ''}`,
      `POST ${host}/v1/messages: ${answer.status}`,
      ...(better === null
        ? [
            'many providers have another address for it, ending in /anthropic; else a gateway such as LiteLLM translates',
          ]
        : [`POST ${better}/v1/messages is known there (nothing was asked and no key was sent)`]),
    ],
    fix:
      better !== null
        ? setTo('ANTHROPIC_BASE_URL', place, better)
        : old !== null
          ? `Ask whoever runs ${host} to update ${old.name}, which speaks POST /v1/messages since ${old.since}.`
          : rightAddress('ANTHROPIC_BASE_URL', place, host),
    number: 5,
  }
}

/** Whether this is what somebody says who knows messages, to one that is empty. */
function knows(answer: Said): boolean {
  const { status, text } = answer
  // A success of nothing is none: LM Studio answers so to every path, and so does a page that is shown for every address.
  if (status < 400 || isGatewayOfAws(answer)) return false
  const error = objectIn(text)?.error as { message?: unknown } | undefined
  // Some look for the model before they look at the rest.
  if (status === 404) return typeof error?.message === 'string' && /\bmodel\b/i.test(error.message)
  return !unknownPath.has(status)
}

/** API Gateway says so of every path that it does not have: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
const isGatewayOfAws = ({ status, headers }: Said): boolean =>
  status === 403 && /^MissingAuthenticationToken/.test(headers.get('x-amzn-errortype') ?? '')

/** `{"data":[…]}`, which is not of the form of OpenAI: https://docs.claude.com/en/api/models-list */
function listsModels(text: string): boolean {
  const list = objectIn(text)
  return Array.isArray(list?.data) && list.object !== 'list'
}

/** `{"object":"list","data":[{"object":"model"…}]}`: https://platform.openai.com/docs/api-reference/models/list */
function likeOpenAi(text: string): boolean {
  const list = objectIn(text)
  return list?.object === 'list' && Array.isArray(list.data)
}

/** `{"error":{"message","type","code"}}` without the outer `type` of the Messages API. */
function refusesLikeOpenAi(text: string): boolean {
  const answer = objectIn(text)
  const { error } = answer ?? {}
  return answer !== null && answer.type === undefined && typeof error === 'object' && error !== null && 'code' in error
}
