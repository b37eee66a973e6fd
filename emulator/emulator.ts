import { randomUUID } from 'node:crypto'
import { type Clock, systemClock } from '../src/clock.ts'
import { type ApiOptions, messagesApi } from './api/api.ts'
import { type FederationRule, federation } from './api/federation.ts'
import { makeId } from './api/ids.ts'
import type { LimitOptions } from './api/limits.ts'
import type { BedrockOptions } from './bedrock/api.ts'
import { isBedrockPath } from './bedrock/routes.ts'
import { captured, wordingOf } from './captured/index.ts'
import type { RefusalKind } from './captured/wording.ts'
import { type AcceptOptions, credentials } from './credentials.ts'
import { errorText } from './error-text.ts'
import { type FoundryOptions, foundryApi, isFoundryPath } from './foundry/api.ts'
import { entryOf, type JournalEntry, journal, type SeenRequest } from './journal.ts'
import { cannedAnswer, type Matching, rawAnswer, type ScriptedAnswer, script } from './scripted.ts'
import { type VertexOptions, vertexApi } from './vertex/api.ts'
import { isVertexPath } from './vertex/routes.ts'
import { type Answer, type HeaderList, render, zipped } from './wire/answer.ts'
import { deliver } from './wire/deliver.ts'
import { listen, type Peer, type ReceivedBody } from './wire/listener.ts'
import type { RequestHead } from './wire/request-head.ts'

export type { Wording } from './captured/wording.ts'
export type { Interruption } from './wire/deliver.ts'
export type { AcceptOptions, FederationRule, Matching, RefusalKind, ScriptedAnswer, SeenRequest }
export { captured }

export interface EmulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Default 127.0.0.1. */
  readonly hostname?: string
  /** Default the system's. */
  readonly clock?: Clock
  /** The models it knows; default every id that begins with `claude-`. */
  readonly models?: readonly string[]
  /** Default 32 MB, as the API's. */
  readonly maxBodyBytes?: number
  /** A key and a certificate in PEM: the emulator then speaks TLS, and its `url` begins with https. Default: plain TCP. */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Whether what the API itself answers is compressed for those who accept gzip, streams aside. Default `false`. */
  readonly compress?: boolean
  /** Default generous; small ones make it answer 429 with `retry-after`. */
  readonly limits?: LimitOptions
  /** What of Amazon Bedrock it speaks beside the Messages API, on the paths of Bedrock. Default: nothing. */
  readonly bedrock?: BedrockOptions
  /** What of Claude on Vertex it speaks, on the paths of Vertex. Default: nothing. */
  readonly vertex?: VertexOptions
  /** What of Claude in Microsoft Foundry it speaks, under `/anthropic/`. Default: nothing. */
  readonly foundry?: FoundryOptions
  /** Called once for each request when its answer is out or was cut, or when its client has gone away; must not throw. */
  readonly onOver?: (seen: SeenRequest) => void
}

/** An upstream that behaves as the Anthropic API does, and is as strict. */
export interface Emulator {
  readonly url: string
  readonly port: number
  /** A credential that is accepted from now on; given again, its life begins anew. */
  accept(token: string, options?: AcceptOptions): void
  /** From now on it is refused as expired. Throws when it was never accepted; so do `revoke` and `rotate`. */
  expire(token: string): void
  revoke(token: string): void
  /** From now on it is unknown. */
  forget(token: string): void
  /** Accepts `next` with the options of `previous`, which stays valid for `overlapMs` at most. */
  rotate(previous: string, next: string, overlapMs: number): void
  /** From now on identity tokens that fit this rule are exchanged at `/v1/oauth/token`. */
  federate(rule: FederationRule): void
  /** How it refuses: a captured wording by its id. Throws when there is none of that id. */
  wording(kind: RefusalKind, id: string): void
  /**
   * The next `times` (default 1) requests that match `on` (default: inference requests) get this answer, whatever their
   * credential. `Infinity` means all that no counted answer is left for.
   */
  script(answer: ScriptedAnswer, times?: number, on?: Matching): void
  /** Drops every scripted answer that was not used. */
  unscript(): void
  /** Requests in the order in which they were whole or broke off; of more than 100,000, the newest. */
  readonly seen: readonly SeenRequest[]
  clearSeen(): void
  /** Resolves as soon as the predicate holds; it is asked again whenever a request comes, is answered or breaks off. */
  when(predicate: (seen: readonly SeenRequest[]) => boolean): Promise<void>
  /** How many connections are open now. */
  connections(): number
  /** Ends or breaks every open connection, idle ones in a client's pool included; new ones are taken. */
  dropConnections(how: 'fin' | 'reset'): void
  /** Ends all connections; whoever still waits in `when` is rejected. */
  close(): Promise<void>
}

const isInference: Matching = ({ method, path }) =>
  method === 'POST' &&
  /^(?:\/anthropic)?\/v1\/messages(?:\?|$)|^\/model\/[^/]+\/(?:invoke|converse)|\/claude-[^/]+:(?:stream)?[rR]awPredict/.test(
    path,
  )

/** One request as one of the APIs has read it. */
interface Reading {
  readonly model: string | null
  readonly commonHeaders: HeaderList
  answer(gone: Promise<void>): Answer
  scriptedStream(how: Extract<ScriptedAnswer, { kind: 'stream' }>, gone: Promise<void>): Answer
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const clock = options.clock ?? systemClock
  const maxBodyBytes = options.maxBodyBytes ?? 32 * 1024 * 1024
  const hostname = options.hostname ?? '127.0.0.1'
  const known = credentials(() => clock.nowMs())
  const scripted = script()
  const log = journal()
  const words = new Map<RefusalKind, string>()
  const exchange = federation(known, () => clock.nowMs())
  const apiOptions: ApiOptions = {
    clock,
    known,
    federation: exchange,
    words,
    models: options.models ?? null,
    limits: options.limits ?? {},
    maxBodyBytes,
  }
  const api = messagesApi(apiOptions)
  // Loaded only where it is wanted: its libraries are none that the messages side needs.
  const bedrock =
    options.bedrock === undefined
      ? null
      : (await import('./bedrock/api.ts')).bedrockApi({ ...options.bedrock, clock, known, words })
  const vertex = options.vertex === undefined ? null : vertexApi({ ...options.vertex, clock, known })
  const foundry = options.foundry === undefined ? null : foundryApi({ ...options.foundry, clock, known })
  const isBedrock = (head: RequestHead | null) =>
    bedrock !== null && head !== null && isBedrockPath(head.target, head.method)

  const note = (head: RequestHead | null, body: ReceivedBody, peer: Peer, malformed?: string): JournalEntry => {
    const requestId = isBedrock(head) ? randomUUID() : makeId('req_01')
    const about = { requestId, atMs: clock.nowMs(), connection: peer.connection }
    return entryOf(head, body, malformed === undefined ? about : { ...about, malformed })
  }

  const read = (head: RequestHead, body: ReceivedBody, requestId: string): Reading => {
    if (bedrock !== null && isBedrock(head)) return bedrock(head, body, requestId)
    if (vertex !== null && isVertexPath(head.target)) return vertex(head, body, requestId)
    if (foundry !== null && isFoundryPath(head.target)) return foundry(head, body, requestId)
    const request = api.read(head, body)
    return {
      model: request.model,
      commonHeaders: api.commonHeaders(requestId),
      answer: (gone) => api.answer(request, requestId, gone),
      scriptedStream: (how, gone) => api.scriptedStream(request, how, requestId, gone),
    }
  }

  const prepare = (
    head: RequestHead,
    request: Reading,
    next: ScriptedAnswer | null,
    requestId: string,
    gone: Promise<void>,
  ): ReturnType<typeof rawAnswer> & { readonly refusal?: string | undefined } => {
    if (next?.kind === 'bytes' || next?.kind === 'hang-up') return rawAnswer(next)
    let answer: Answer
    if (next === null || next.kind === 'genuine') {
      const plain = request.answer(gone)
      const gzip = options.compress === true && /\bgzip\b/.test(head.headers['accept-encoding'] ?? '')
      answer = gzip ? zipped(plain) : plain
    } else if (next.kind === 'stream') answer = request.scriptedStream(next, gone)
    else answer = cannedAnswer(next, requestId, request.commonHeaders, clock.nowMs())
    const interruptions = next?.interruptions ?? []
    const refusal = errorText(answer)
    return { status: answer.status, refusal, rendered: render(answer, head), interruptions }
  }

  const listener = listen(
    {
      hostname,
      port: options.port ?? 0,
      maxBodyBytes,
      ...(options.tls === undefined ? {} : { tls: options.tls }),
    },
    {
      async request(head, body, peer) {
        const entry = note(head, body, peer)
        const request = read(head, body, entry.requestId)
        entry.model = request.model
        const next = scripted.next({ method: head.method, path: head.target, model: request.model })
        log.add(entry)
        void peer.gone.then(() => {
          if (entry.finished) return
          entry.aborted = true
          log.changed()
          options.onOver?.(entry)
        })

        const { status, refusal, rendered, interruptions } = prepare(head, request, next, entry.requestId, peer.gone)
        entry.status = status
        if (refusal !== undefined) entry.refusal = refusal
        log.changed()
        const delivered = await deliver(peer, rendered, interruptions, clock)
        if (delivered === 'gone') return
        entry.finished = true
        if (delivered === 'reset') peer.reset()
        else if (delivered === 'fin' || rendered.closeAfter) peer.end()
        log.changed()
        options.onOver?.(entry)
      },
      unfinished(head, body, peer, why) {
        const entry = note(head, body, peer, why ?? undefined)
        if (why === null) entry.aborted = true
        else {
          entry.status = 400
          entry.finished = true
          void peer.write(api.malformed(entry.requestId, why)).then(() => peer.end())
        }
        log.add(entry)
        options.onOver?.(entry)
      },
    },
  )

  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://${hostname.includes(':') ? `[${hostname}]` : hostname}:${listener.port}`,
    port: listener.port,
    accept: known.accept,
    expire: known.expire,
    revoke: known.revoke,
    forget: known.forget,
    rotate: known.rotate,
    federate: exchange.add,
    wording: (kind, id) => void words.set(kind, wordingOf(id).id),
    script: (answer, times = 1, on = isInference) => scripted.add(answer, times, on),
    unscript: scripted.clear,
    seen: log.seen,
    clearSeen: log.clear,
    when: log.when,
    connections: listener.connections,
    dropConnections: listener.drop,
    async close() {
      listener.close()
      log.close()
    },
  }
}
