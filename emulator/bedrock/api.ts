import type { Clock } from '../../src/clock.ts'
import type { MessageRequest } from '../api/message-request.ts'
import { countedReply, type Pace, type Reply, replyBody, replyTo } from '../api/reply.ts'
import type { RefusalKind } from '../captured/wording.ts'
import type { Credentials } from '../credentials.ts'
import type { ScriptedAnswer } from '../scripted.ts'
import type { Answer, HeaderList } from '../wire/answer.ts'
import type { ReceivedBody } from '../wire/listener.ts'
import type { RequestHead } from '../wire/request-head.ts'
import { availability, type Lack } from './availability.ts'
import { callers } from './caller.ts'
import { failure, validation } from './failure.ts'
import { denial, identity } from './identity.ts'
import { inferenceProfiles } from './profiles.ts'
import { converseBody, converseFrames, invokeFrames } from './reply.ts'
import { isModelRequest, type ModelRequest, readConverse, readCount, readInvoke } from './request.ts'
import { type BedrockRoute, bedrockRoute } from './routes.ts'

export interface BedrockOptions {
  /** The region that it is in. Default `us-east-1`. */
  readonly region?: string
  /** Ids of the inference profiles it has; default a handful, and every id of a Claude model is answered. */
  readonly models?: readonly string[]
  /** Whether a model may be called by its own id, without an inference profile; newer ones may not. Default `true`. */
  readonly onDemand?: boolean
  /** What GetFoundationModelAvailability tells of a model; default everything. */
  readonly lacks?: Lack | undefined
  /** Actions, such as `bedrock:ListInferenceProfiles`, that nobody is allowed. */
  readonly denies?: readonly string[]
}

export interface BedrockApiOptions extends BedrockOptions {
  readonly clock: Clock
  readonly known: Credentials
  readonly words: ReadonlyMap<RefusalKind, string>
}

/** One request to Bedrock, read; nothing of it is checked yet. */
export interface BedrockRequest {
  readonly model: string | null
  readonly commonHeaders: HeaderList
  /** The answer of the API, every check included. */
  answer(gone: Promise<void>): Answer
  scriptedStream(how: Extract<ScriptedAnswer, { kind: 'stream' }>, gone: Promise<void>): Answer
}

/** What a caller must be allowed: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html */
const actions: Readonly<Record<BedrockRoute['kind'], string>> = {
  invoke: 'bedrock:InvokeModel',
  'invoke-stream': 'bedrock:InvokeModelWithResponseStream',
  converse: 'bedrock:InvokeModel',
  'converse-stream': 'bedrock:InvokeModelWithResponseStream',
  count: 'bedrock:CountTokens',
  profiles: 'bedrock:ListInferenceProfiles',
  profile: 'bedrock:GetInferenceProfile',
  availability: 'bedrock:GetFoundationModelAvailability',
  identity: 'sts:GetCallerIdentity',
  unknown: '',
}

const noAccess = {
  status: 403,
  type: 'AccessDeniedException',
  message: "You don't have access to the model with the specified model ID.",
}

/** As people report it: https://repost.aws/questions/QUEU82wbYVQk2oU4eNwyiong */
const noOnDemand = (id: string) =>
  validation(
    `Invocation of model ID ${id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
  )

const encode = (value: string) => new TextEncoder().encode(value)

/**
 * Amazon Bedrock as far as coding tools and SDKs use it: `bedrock-runtime` and the list of inference profiles of
 * `bedrock`, both signed for the service `bedrock`. Checks in the order of the real one: signature, key, model, body.
 */
export function bedrockApi(options: BedrockApiOptions) {
  const { clock, known, words, region = 'us-east-1', models, onDemand = true, lacks, denies = [] } = options
  const admit = callers({ known, words, region, nowMs: () => clock.nowMs() })
  const profiles = inferenceProfiles(models ?? null, region)

  const okJson = (value: string, headers: HeaderList): Answer => ({
    status: 200,
    headers: [['content-type', 'application/json'], ...headers],
    body: encode(value),
  })
  const counted = (reply: Reply, headers: HeaderList): HeaderList => [
    ['x-amzn-bedrock-input-token-count', String(reply.inputTokens)],
    ['x-amzn-bedrock-output-token-count', String(reply.outputTokens)],
    ['x-amzn-bedrock-invocation-latency', '1'],
    ...headers,
  ]
  const stream = (reply: Reply, pace: Pace, kind: BedrockRoute['kind'], headers: HeaderList): Answer => ({
    status: 200,
    headers: [
      ['content-type', 'application/vnd.amazon.eventstream'],
      ...(kind === 'converse-stream' ? [] : [['x-amzn-bedrock-content-type', 'application/json'] as const]),
      ...headers,
    ],
    body: kind === 'converse-stream' ? converseFrames(reply, pace) : invokeFrames(reply, pace),
  })

  const readModelRequest = (route: BedrockRoute, bytes: Uint8Array): ModelRequest | null => {
    switch (route.kind) {
      case 'invoke':
      case 'invoke-stream':
        return readInvoke(bytes, route.id, route.kind === 'invoke-stream')
      case 'converse':
      case 'converse-stream':
        return readConverse(bytes, route.id, route.kind === 'converse-stream')
      case 'count':
        return readCount(bytes, route.id)
      default:
        return null
    }
  }

  return (head: RequestHead, body: ReceivedBody, requestId: string): BedrockRequest => {
    const [path = '', query = ''] = head.target.split('?', 2)
    const route = bedrockRoute(head.method, path)
    const bytes = body.bytes ?? new Uint8Array()
    const common: HeaderList = [
      ['date', new Date(clock.nowMs()).toUTCString()],
      ['x-amzn-requestid', requestId],
    ]
    const model = 'id' in route && route.kind !== 'profile' ? route.id : null

    const infer = (message: MessageRequest, gone: Promise<void>): Answer => {
      const reply = replyTo(message)
      if (route.kind === 'count') return okJson(JSON.stringify({ inputTokens: message.inputTokens }), common)
      if (message.stream) return stream(reply, { clock, gone }, route.kind, common)
      return okJson(route.kind === 'converse' ? converseBody(reply) : replyBody(reply), counted(reply, common))
    }

    return {
      model,
      commonHeaders: common,
      answer(gone) {
        if (route.kind === 'unknown') {
          const output = '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}'
          return { ...okJson(output, common), status: 404 }
        }
        if (body.bytes === null) {
          return failure({ status: 413, type: 'RequestEntityTooLargeException', message: 'Request Too Long' }, common)
        }
        if (route.kind === 'identity') return identity(admit, head, bytes, requestId, common)
        const caller = admit(head, bytes, 'bedrock', requestId, common)
        if (caller.refused !== null) return caller.refused
        const action = actions[route.kind]
        if (denies.includes(action)) return failure(denial(action, region), common)
        if (route.kind === 'availability') return okJson(JSON.stringify(availability(route.id, lacks ?? null)), common)
        if (route.kind === 'profiles') {
          return okJson(JSON.stringify(profiles.list(new URLSearchParams(query))), common)
        }
        if (route.kind === 'profile') {
          const one = profiles.one(route.id)
          const gap = {
            status: 404,
            type: 'ResourceNotFoundException',
            message: 'The requested resource is not found.',
          }
          return one === null ? failure(gap, common) : okJson(JSON.stringify(one), common)
        }
        if (!caller.mayUse(route.id)) return caller.denied()
        if (!profiles.has(route.id)) return failure(validation('The provided model identifier is invalid.'), common)
        if (lacks === 'access') return failure(noAccess, common)
        if (!onDemand && /^anthropic\./.test(route.id)) return failure(noOnDemand(route.id), common)
        const message = readModelRequest(route, bytes)
        if (message === null || !isModelRequest(message)) {
          return failure(message ?? validation('The request is not valid.'), common)
        }
        return infer(message, gone)
      },
      scriptedStream({ deltas = 20, everyMs, beforeDelta, error }, gone) {
        const read = readModelRequest(route, bytes)
        const message: MessageRequest =
          read !== null && isModelRequest(read)
            ? read
            : { model: model ?? '', stream: true, maxTokens: deltas, lastUserText: '', inputTokens: 1 }
        const pace: Pace = {
          clock,
          gone,
          ...(everyMs === undefined ? {} : { everyMs }),
          ...(beforeDelta === undefined ? {} : { beforeDelta }),
          ...(error === undefined ? {} : { error: { type: 'overloaded_error', message: 'Overloaded', ...error } }),
        }
        return stream(countedReply(message, deltas), pace, route.kind, common)
      },
    }
  }
}
