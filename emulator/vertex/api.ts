import type { Clock } from '../../src/clock.ts'
import { type Failure, invalid as malformed } from '../api/failure.ts'
import { isMessageRequest, type MessageRequest, readMessageRequest } from '../api/message-request.ts'
import { countedReply, type Pace, type Reply, replyBody, replyEvents, replyTo } from '../api/reply.ts'
import type { Credentials } from '../credentials.ts'
import type { ScriptedAnswer } from '../scripted.ts'
import type { Answer, HeaderList } from '../wire/answer.ts'
import type { ReceivedBody } from '../wire/listener.ts'
import type { RequestHead } from '../wire/request-head.ts'
import {
  apiOff,
  denied,
  failure,
  invalid,
  modelGone,
  noBilling,
  notHere,
  quotaProjectDenied,
  unauthenticated,
  type VertexFailure,
} from './failure.ts'
import { vertexRoute } from './routes.ts'

export interface VertexOptions {
  /** Projects that there are. Default all. */
  readonly projects?: readonly string[]
  /** Models that are switched on, each with its regions; default every Claude model everywhere. */
  readonly models?: Readonly<Record<string, readonly string[]>>
  /** What is wrong with a project at the moment; asked at each request. Default nothing. */
  readonly ill?: () => 'api-off' | 'no-billing' | 'quota-project' | null
}

export interface VertexApiOptions extends VertexOptions {
  readonly clock: Clock
  readonly known: Credentials
}

/** One request to Vertex, read; nothing of it is checked yet. */
export interface VertexRequest {
  readonly model: string | null
  readonly commonHeaders: HeaderList
  /** The answer of the API, every check included. */
  answer(gone: Promise<void>): Answer
  scriptedStream(how: Extract<ScriptedAnswer, { kind: 'stream' }>, gone: Promise<void>): Answer
}

const ills = { 'api-off': apiOff, 'no-billing': noBilling, 'quota-project': quotaProjectDenied }
const encode = (value: string) => new TextEncoder().encode(value)

/** Claude on Vertex: the token, the project, what it may do, the model in its region, and then the body, in that order. */
export function vertexApi({ clock, known, projects, models, ill }: VertexApiOptions) {
  const refusalOf = (head: RequestHead): VertexFailure | ((model: string) => boolean) => {
    const { authorization } = head.headers
    if (authorization === undefined) return unauthenticated('CREDENTIALS_MISSING')
    const found = known.look(/^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '')
    if (found === null) return unauthenticated('ACCESS_TOKEN_TYPE_UNSUPPORTED')
    return found.state === 'accepted' ? found.mayUse : unauthenticated('ACCESS_TOKEN_EXPIRED')
  }

  return (head: RequestHead, body: ReceivedBody, requestId: string): VertexRequest => {
    const [path = ''] = head.target.split('?', 1)
    const route = vertexRoute(head.method, path)
    const common: HeaderList = [
      ['date', new Date(clock.nowMs()).toUTCString()],
      ['request-id', requestId],
      ['server', 'scaffolding on HTTPServer2'],
      ['vary', 'Origin, X-Origin, Referer'],
    ]
    const read = route.kind === 'unknown' ? null : readBody(body.bytes ?? new Uint8Array(), route, head)
    const message = read !== null && isMessageRequest(read) ? read : null
    const model = message?.model ?? null
    const stream = (reply: Reply, pace: Pace): Answer => ({
      status: 200,
      headers: [['content-type', 'text/event-stream; charset=utf-8'], ...common],
      body: replyEvents(reply, pace),
    })
    const okJson = (value: string): Answer => ({
      status: 200,
      headers: [['content-type', 'application/json'], ...common],
      body: encode(value),
    })

    return {
      model,
      commonHeaders: common,
      answer(gone) {
        if (route.kind === 'unknown') return { status: 404, headers: [['content-type', 'text/html']], body: notFound }
        const mayUse = refusalOf(head)
        if (typeof mayUse !== 'function') return failure(mayUse, common)
        const { project, region, resource } = route
        const sick = ill?.() ?? null
        if (sick !== null) return failure(ills[sick](head.headers['x-goog-user-project'] ?? project), common)
        if (projects !== undefined && !projects.includes(project)) return failure(denied(resource), common)
        if (read === null || message === null)
          return failure(invalid(read !== null && 'message' in read ? read.message : 'Bad request'), common)
        const named = resource.replace(/[^/]+$/, message.model)
        if (!mayUse(message.model)) return failure(denied(named), common)
        const regions = models?.[message.model]
        if (models === undefined ? !message.model.startsWith('claude-') : regions === undefined)
          return failure(modelGone(named), common)
        if (regions !== undefined && !regions.includes(region)) return failure(notHere(named, region), common)
        if (route.kind === 'count') return okJson(JSON.stringify({ input_tokens: message.inputTokens }))
        const reply = replyTo(message)
        return message.stream ? stream(reply, { clock, gone }) : okJson(replyBody(reply))
      },
      scriptedStream({ deltas = 20, everyMs, beforeDelta, error }, gone) {
        const asked = message ?? { model: '', stream: true, maxTokens: deltas, lastUserText: '', inputTokens: 1 }
        return stream(countedReply(asked, deltas), {
          clock,
          gone,
          ...(everyMs === undefined ? {} : { everyMs }),
          ...(beforeDelta === undefined ? {} : { beforeDelta }),
          ...(error === undefined ? {} : { error: { type: 'overloaded_error', message: 'Overloaded', ...error } }),
        })
      },
    }
  }
}

const notFound = encode('<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n')

/** The body is that of the Messages API without `model`, which the path says, and with `anthropic_version`. */
function readBody(
  bytes: Uint8Array,
  route: Exclude<ReturnType<typeof vertexRoute>, { kind: 'unknown' }>,
  head: RequestHead,
): MessageRequest | Failure {
  let body: Record<string, unknown>
  try {
    body = { ...Object(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))) }
  } catch {
    return malformed('Invalid JSON payload received.')
  }
  const { anthropic_version: version, anthropic_beta: beta, ...rest } = body
  const counts = route.kind === 'count'
  if (version !== 'vertex-2023-10-16' && !(counts && version === undefined))
    return malformed(version === undefined ? 'anthropic_version: Field required' : 'anthropic_version is not valid')
  if (!counts && 'model' in rest) return malformed('model: Extra inputs are not permitted')
  const betas = beta !== undefined || head.headers['anthropic-beta'] !== undefined
  const whole = counts ? rest : { ...rest, model: route.model }
  return readMessageRequest(encode(JSON.stringify(whole)), { betas, maxTokens: !counts })
}
