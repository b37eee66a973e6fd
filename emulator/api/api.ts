import type { Clock } from '../../src/clock.ts'
import type { RefusalKind } from '../captured/wording.ts'
import type { AcceptOptions, Credentials } from '../credentials.ts'
import type { ScriptedAnswer } from '../scripted.ts'
import { type Answer, type HeaderList, render } from '../wire/answer.ts'
import type { ReceivedBody } from '../wire/listener.ts'
import type { RequestHead } from '../wire/request-head.ts'
import { headerFailure, refusals } from './checks.ts'
import { type Failure, failureAnswer, invalid, notFound, tooLarge } from './failure.ts'
import type { Federation } from './federation.ts'
import { type LimitOptions, limits } from './limits.ts'
import { isMessageRequest, type MessageRequest, readMessageRequest } from './message-request.ts'
import { models } from './models.ts'
import { countedReply, type Pace, type Reply, replyBody, replyEvents, replyTo } from './reply.ts'
import { decodeBody } from './request-body.ts'
import { type Route, routeOf } from './routes.ts'

export interface ApiOptions {
  readonly clock: Clock
  readonly known: Credentials
  readonly federation: Federation
  /** Wordings that were chosen; the API's own where a kind is missing. */
  readonly words: ReadonlyMap<RefusalKind, string>
  readonly models: readonly string[] | null
  readonly limits: LimitOptions
  readonly maxBodyBytes: number
}

/** A request as far as it was understood before anything was checked. */
export interface ApiRequest {
  readonly head: RequestHead
  readonly body: ReceivedBody
  readonly route: Route
  readonly query: URLSearchParams
  /** The body of an inference request or of a count; a failure where it is none; `null` on other routes. */
  readonly message: MessageRequest | Failure | null
  readonly model: string | null
}

export interface MessagesApi {
  read(head: RequestHead, body: ReceivedBody): ApiRequest
  /** The answer of the API, every check included. */
  answer(request: ApiRequest, requestId: string, gone: Promise<void>): Answer
  scriptedStream(
    request: ApiRequest,
    how: Extract<ScriptedAnswer, { kind: 'stream' }>,
    requestId: string,
    gone: Promise<void>,
  ): Answer
  commonHeaders(requestId: string): HeaderList
  /** The whole response to bytes that are no HTTP request. */
  malformed(requestId: string, why: string): Uint8Array
}

const defaultOrganization = '00000000-0000-4000-8000-000000000001'
const encode = (value: string) => new TextEncoder().encode(value)

/** The Anthropic API as far as coding tools use it: what it checks, in its order, in its words. */
export function messagesApi(options: ApiOptions): MessagesApi {
  const { clock, known } = options
  const refuse = refusals(options.words)
  const catalogue = models(options.models)
  const bucket = limits(options.limits, () => clock.nowMs())

  const commonHeaders = (requestId: string): HeaderList => [
    ['date', new Date(clock.nowMs()).toUTCString()],
    ['request-id', requestId],
    ['via', '1.1 google'],
    ['server', 'cloudflare'],
  ]
  const okJson = (value: string, headers: HeaderList): Answer => ({
    status: 200,
    headers: [['content-type', 'application/json'], ...headers],
    body: encode(value),
  })
  const stream = (reply: Reply, pace: Pace, headers: HeaderList): Answer => ({
    status: 200,
    headers: [['content-type', 'text/event-stream; charset=utf-8'], ['cache-control', 'no-cache'], ...headers],
    body: replyEvents(reply, pace),
  })

  const infer = (message: MessageRequest, headers: HeaderList, requestId: string, gone: Promise<void>): Answer => {
    const reply = replyTo(message)
    const taken = bucket.take(message.inputTokens, reply.outputTokens)
    const told = [...headers, ...taken.headers]
    if (taken.retryAfterSeconds !== null) {
      return failureAnswer(
        {
          status: 429,
          type: 'rate_limit_error',
          message: `This request would exceed the rate limit for your organization of ${taken.exceeded}. Please try again later.`,
          headers: [['retry-after', String(taken.retryAfterSeconds)]],
        },
        requestId,
        told,
      )
    }
    return message.stream ? stream(reply, { clock, gone }, told) : okJson(replyBody(reply), told)
  }

  return {
    commonHeaders,

    read(head, body) {
      const [path = '', query = ''] = head.target.split('?', 2)
      const route = routeOf(head.method, path)
      const read = { head, body, route, query: new URLSearchParams(query) }
      if ((route.kind !== 'messages' && route.kind !== 'count-tokens') || body.bytes === null) {
        return { ...read, message: null, model: null }
      }
      const betas = head.headers['anthropic-beta'] !== undefined
      const decoded = decodeBody(body.bytes, head.headers['content-encoding'], options.maxBodyBytes)
      const message =
        'failure' in decoded
          ? decoded.failure
          : readMessageRequest(decoded.bytes, { betas, maxTokens: route.kind === 'messages' })
      return { ...read, message, model: isMessageRequest(message) ? message.model : null }
    },

    answer(request, requestId, gone) {
      const { route, body } = request
      const common = commonHeaders(requestId)
      const fail = (failure: Failure) => failureAnswer(failure, requestId, common)
      if (body.bytes === null) return { ...tooLarge(common), close: true }
      switch (route.kind) {
        case 'root':
          return { status: 200, headers: common, body: encode('') }
        case 'hello':
          return okJson('{"message":"hello"}', common)
        case 'token': {
          const text = new TextDecoder().decode(body.bytes)
          const exchanged = options.federation.exchange(text, request.head.headers['anthropic-beta'] ?? '')
          return { ...okJson(JSON.stringify(exchanged.body), common), status: exchanged.status }
        }
        case 'not-found':
          return fail(notFound('Not Found'))
        case 'wrong-method': {
          const headers: HeaderList = [['allow', route.allow]]
          return fail({ status: 405, type: 'invalid_request_error', message: 'Method Not Allowed', headers })
        }
      }
      const standing = known.standing(request.head.headers)
      const refusal = refuse.ofStanding(standing, requestId, common)
      if (refusal !== null) return refusal
      const wrong = headerFailure(request.head)
      if (wrong !== null) return fail(wrong)

      const { organization = defaultOrganization, workspace }: AcceptOptions =
        (standing.kind === 'accepted' && standing.whose) || {}
      const headers: HeaderList = [
        ...common,
        ['anthropic-organization-id', organization],
        ...(workspace === undefined ? [] : [['anthropic-workspace-id', workspace] as const]),
      ]
      if (route.kind === 'models') return okJson(JSON.stringify(catalogue.page(request.query)), headers)
      if (route.kind === 'model') {
        const one = catalogue.one(route.id)
        return one === null ? fail(notFound(`model: ${route.id}`)) : okJson(JSON.stringify(one), headers)
      }
      const { message } = request
      if (message === null || !isMessageRequest(message)) return fail(message ?? notFound('Not Found'))
      if (!catalogue.has(message.model)) return fail(notFound(`model: ${message.model}`))
      if (standing.kind === 'accepted' && !standing.mayUse(message.model)) {
        return refuse.denied(requestId, common)
      }
      if (route.kind === 'count-tokens') return okJson(JSON.stringify({ input_tokens: message.inputTokens }), headers)
      return infer(message, headers, requestId, gone)
    },

    scriptedStream(request, how, requestId, gone) {
      const { deltas = 20, everyMs, beforeDelta, error } = how
      const asked = request.message
      const message: MessageRequest =
        asked !== null && isMessageRequest(asked)
          ? asked
          : { model: 'claude-sonnet-5', stream: true, maxTokens: deltas, lastUserText: '', inputTokens: 1 }
      const pace: Pace = {
        clock,
        gone,
        ...(everyMs === undefined ? {} : { everyMs }),
        ...(beforeDelta === undefined ? {} : { beforeDelta }),
        ...(error === undefined ? {} : { error: { type: 'overloaded_error', message: 'Overloaded', ...error } }),
      }
      const told = bucket.take(message.inputTokens, deltas).headers
      const headers = [
        ...commonHeaders(requestId),
        ['anthropic-organization-id', defaultOrganization] as const,
        ...told,
      ]
      return stream(countedReply(message, deltas), pace, headers)
    },

    malformed(requestId, why) {
      const answer = failureAnswer(invalid(`The request is malformed: ${why}`), requestId, commonHeaders(requestId))
      const { head, pieces } = render({ ...answer, close: true }, { method: '', keepAlive: false, version: '1.1' })
      return Buffer.concat([head, ...(pieces as readonly Uint8Array[])])
    },
  }
}
