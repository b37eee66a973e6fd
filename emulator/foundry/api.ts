import type { Clock } from '../../src/clock.ts'
import { wordingAnswer } from '../api/failure.ts'
import { isMessageRequest, readMessageRequest } from '../api/message-request.ts'
import { countedReply, type Pace, type Reply, replyBody, replyEvents, replyTo } from '../api/reply.ts'
import { wordingOf } from '../captured/index.ts'
import type { Credentials } from '../credentials.ts'
import type { ScriptedAnswer } from '../scripted.ts'
import type { Answer, HeaderList } from '../wire/answer.ts'
import type { ReceivedBody } from '../wire/listener.ts'
import type { RequestHead } from '../wire/request-head.ts'
import { deploymentGone, failure, invalid, networkClosed, noDataAction, otherTenant } from './failure.ts'

export interface FoundryOptions {
  /** Names of deployments. Default: every name that begins with `claude-`. */
  readonly deployments?: readonly string[]
  /** The tenant of the resource; tokens that say another one are refused. Default any. */
  readonly tenant?: string
  /** Whether its network rules keep everybody out; asked at each request. Default never. */
  readonly closed?: () => boolean
}

export interface FoundryApiOptions extends FoundryOptions {
  readonly clock: Clock
  readonly known: Credentials
}

/** One request to Foundry, read; nothing of it is checked yet. */
export interface FoundryRequest {
  readonly model: string | null
  readonly commonHeaders: HeaderList
  /** The answer of the API, every check included. */
  answer(gone: Promise<void>): Answer
  scriptedStream(how: Extract<ScriptedAnswer, { kind: 'stream' }>, gone: Promise<void>): Answer
}

const encode = (value: string) => new TextEncoder().encode(value)
const audiences = new Set(['https://cognitiveservices.azure.com', 'https://ai.azure.com'])

/** Whether a path belongs to Foundry and not to the Messages API. */
export const isFoundryPath = (path: string): boolean => path.startsWith('/anthropic/')

/**
 * Claude in Microsoft Foundry (https://platform.claude.com/docs/en/build-with-claude/claude-in-microsoft-foundry): the
 * network, the key or the token with what it says of itself, the role, the deployment, and then the body, in that order.
 */
export function foundryApi({ clock, known, deployments, tenant, closed }: FoundryApiOptions) {
  const refusalOf = (
    head: RequestHead,
    requestId: string,
    common: HeaderList,
  ): Answer | ((model: string) => boolean) => {
    const key = head.headers['x-api-key'] ?? head.headers['api-key']
    const token = /^bearer +(\S+)$/i.exec(head.headers.authorization ?? '')?.[1]
    const say = (id: string) => wordingAnswer(wordingOf(id), requestId, common)
    const found = known.look(token ?? key ?? '')
    if (token === undefined) {
      return key !== undefined && found?.state === 'accepted' ? found.mayUse : say('azure-key-unknown')
    }
    const claims = claimsOf(token)
    const aud = String(claims?.aud ?? '').replace(/\/$/, '')
    if (found === null || found.state !== 'accepted' || (claims !== null && !audiences.has(aud)))
      return say('azure-token-unusable')
    if (tenant !== undefined && typeof claims?.tid === 'string' && claims.tid !== tenant)
      return failure(otherTenant(String(claims.tid)), common)
    return found.mayUse
  }

  return (head: RequestHead, body: ReceivedBody, requestId: string): FoundryRequest => {
    const [path = ''] = head.target.split('?', 1)
    const counts = path === '/anthropic/v1/messages/count_tokens'
    const common: HeaderList = [
      ['date', new Date(clock.nowMs()).toUTCString()],
      ['apim-request-id', requestId],
      ['x-ms-region', 'East US 2'],
    ]
    const betas = head.headers['anthropic-beta'] !== undefined
    const read = readMessageRequest(body.bytes ?? new Uint8Array(), { betas, maxTokens: !counts })
    const message = isMessageRequest(read) ? read : null
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
      model: message?.model ?? null,
      commonHeaders: common,
      answer(gone) {
        if (closed?.() === true) return failure(networkClosed, common)
        const mayUse = refusalOf(head, requestId, common)
        if (typeof mayUse !== 'function') return mayUse
        if (head.method !== 'POST' || (!counts && path !== '/anthropic/v1/messages'))
          return failure({ status: 404, code: '404', message: 'Resource not found' }, common)
        if (message === null) return failure(invalid('message' in read ? read.message : 'Bad request'), common)
        if (!mayUse(message.model)) return failure(noDataAction(principalOf(head)), common)
        const there = deployments?.includes(message.model) ?? message.model.startsWith('claude-')
        if (!there) return failure(deploymentGone, common)
        if (counts) return okJson(JSON.stringify({ input_tokens: message.inputTokens }))
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

function claimsOf(token: string): Readonly<Record<string, unknown>> | null {
  try {
    return { ...Object(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))) }
  } catch {
    return null
  }
}

/** The id of whoever a token is for, as a refusal names it. */
const principalOf = (head: RequestHead): string =>
  String(claimsOf(head.headers.authorization ?? '')?.oid ?? '00000000-0000-0000-0000-000000000000')
