import { chmodSync, lstatSync, rmSync } from 'node:fs'
import type { z } from 'zod'
import { asWarmkeyError, WarmkeyError } from '../errors.ts'
import { redact } from '../secret.ts'
import {
  type CredentialAnswer,
  type CredentialWanted,
  credentialRequestSchema,
  type ErrorAnswer,
  type FailedExchange,
  type FailuresAnswer,
  failedExchangeSchema,
  type InvalidateAnswer,
  type InvalidateRequest,
  invalidateRequestSchema,
  type ProveAnswer,
  type ProveRequest,
  proveRequestSchema,
  type ReloadAnswer,
  type SignInAnswer,
  type SignInWanted,
  type Status,
  type StatuslineAnswer,
  type StopAnswer,
  signInRequestSchema,
  type TokenAnswer,
  type TokenRequest,
  tokenRequestSchema,
} from './control-protocol.ts'
import type { Places } from './places.ts'
import { privateDirectory } from './state-directory.ts'

/** What the daemon does when it is asked; whatever these throw is answered as an error in words. */
export interface ControlHandlers {
  status(): Status
  statusline(): StatuslineAnswer
  tokenFor(request: TokenRequest, signal: AbortSignal): Promise<TokenAnswer>
  invalidate(request: InvalidateRequest, signal: AbortSignal): Promise<InvalidateAnswer>
  credential(request: CredentialWanted, signal: AbortSignal): Promise<CredentialAnswer>
  /** Left out where nobody can sign in. */
  signIn?(request: SignInWanted, signal: AbortSignal): Promise<SignInAnswer>
  /** Left out where nothing is served. */
  prove?(request: ProveRequest, signal: AbortSignal): Promise<ProveAnswer>
  failures(): FailuresAnswer
  /** A failure that the gateway of a run has seen. */
  failed(exchange: FailedExchange): void
  reload(): ReloadAnswer | Promise<ReloadAnswer>
  stop(): StopAnswer
  /** A run has come that wants the daemon to stay; the returned function is called when it has gone. */
  attach(): () => void
}

export interface ControlOptions {
  readonly places: Pick<Places, 'runtime' | 'socket'>
  readonly platform: string
  readonly handlers: ControlHandlers
}

export interface Control {
  /** Removes the socket and lets running answers end; with `now` it cuts them. */
  close(now?: boolean): Promise<void>
}

/** An environment with everything in it stays far below; what exceeds it is no question of ours. */
const mostBytes = 4 * 1024 * 1024
/** The longest path of a socket: `sun_path` has 108 bytes on Linux and 104 on macOS, with the zero at its end. */
const longestPath = { darwin: 103, linux: 107 } as const

/**
 * Opens the control socket (0600 in a directory of mode 0700). The caller holds the daemon's lock: a socket that lies
 * there was left by a daemon that is dead, and is removed. Throws `state-unsafe`.
 */
export function openControl({ places, platform, handlers }: ControlOptions): Control {
  const { runtime, socket } = places
  privateDirectory(runtime, platform)
  const most = platform === 'darwin' ? longestPath.darwin : longestPath.linux
  if (Buffer.byteLength(socket) > most)
    throw new WarmkeyError('state-unsafe', `The path of the control socket, ${socket}, is longer than ${most} bytes.`, {
      remedy: 'Set XDG_RUNTIME_DIR or XDG_STATE_HOME to a shorter directory of mode 0700.',
      transient: false,
    })
  const before = lstatSync(socket, { throwIfNoEntry: false })
  if (before !== undefined && !before.isSocket() && platform !== 'win32')
    throw new WarmkeyError(
      'state-unsafe',
      `${socket} is not a socket, and it stands where the control socket belongs.`,
      {
        remedy: 'Move it away.',
        transient: false,
      },
    )
  rmSync(socket, { force: true })
  const server = Bun.serve({
    unix: socket,
    // Slow sources are waited for, and a run stays attached for days. The types leave it out for unix sockets.
    ...({ idleTimeout: 0 } as object),
    maxRequestBodySize: mostBytes,
    development: false,
    fetch: (request) => answer(request, handlers).catch(failed),
    error: failed,
  })
  // The directory keeps others out in between.
  if (platform !== 'win32') chmodSync(socket, 0o600)
  return { close: (now = false) => server.stop(now) }
}

async function answer(request: Request, handlers: ControlHandlers): Promise<Response> {
  const path = new URL(request.url).pathname
  const { signal } = request
  switch (`${request.method} ${path}`) {
    case 'GET /v1/statusline':
      return Response.json(handlers.statusline())
    case 'POST /v1/token':
      return said(await handlers.tokenFor(await read(request, tokenRequestSchema), signal))
    case 'GET /v1/status':
      return Response.json(handlers.status())
    case 'POST /v1/credential':
      return said(await handlers.credential(await read(request, credentialRequestSchema), signal))
    case 'POST /v1/invalidate':
      return Response.json(await handlers.invalidate(await read(request, invalidateRequestSchema), signal))
    case 'POST /v1/sign-in':
      if (handlers.signIn === undefined) throw unknownQuestion(request, path)
      return Response.json(await handlers.signIn(await read(request, signInRequestSchema), signal))
    case 'POST /v1/prove':
      if (handlers.prove === undefined) throw unknownQuestion(request, path)
      return Response.json(await handlers.prove(await read(request, proveRequestSchema), signal))
    case 'GET /v1/failures':
      return Response.json(handlers.failures())
    case 'POST /v1/failures':
      handlers.failed(await read(request, failedExchangeSchema))
      return Response.json(handlers.failures())
    case 'POST /v1/reload':
      return Response.json(await handlers.reload())
    case 'POST /v1/stop':
      return Response.json(handlers.stop())
    case 'GET /v1/attach':
      return attached(handlers, signal)
    default:
      throw unknownQuestion(request, path)
  }
}

const unknownQuestion = ({ method }: Request, path: string): WarmkeyError =>
  new WarmkeyError('usage', `This daemon does not know ${method} ${path}.`, {
    remedy: 'It may be older than the command that asks: `warmkey up` replaces it.',
    transient: false,
  })

/** The body as the schema has it; what a newer client says beyond it is left out. */
async function read<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const text = await request.text()
  const parsed = schema.safeParse(text === '' ? {} : jsonOf(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new WarmkeyError(
    'usage',
    `This daemon does not understand the question (${issue?.path.join('.') || 'body'}: ${issue?.message ?? ''}).`,
    { remedy: 'It may be older than the command that asks: `warmkey up` replaces it.', transient: false },
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Nothing is ever sent on it but its head: it tells when the run has gone, however it went. */
function attached(handlers: ControlHandlers, signal: AbortSignal): Response {
  const leave = handlers.attach()
  signal.addEventListener('abort', leave, { once: true })
  return new Response(
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('\n')),
      cancel: leave,
    }),
  )
}

const said = (body: object): Response => Response.json(body, { status: 'error' in body ? 503 : 200 })

/** Anything thrown as the answer that a command can show. */
export function errorAnswer(thrown: unknown): ErrorAnswer {
  const { code, message, remedy, transient } = asWarmkeyError(thrown)
  return {
    error: { code, message: redact(message), ...(remedy === undefined ? {} : { remedy: redact(remedy) }), transient },
  }
}

const failed = (thrown: unknown): Response => {
  const body = errorAnswer(thrown)
  return Response.json(body, { status: body.error.code === 'usage' ? 400 : 503 })
}
