import type { WarmkeyErrorCode } from '../errors.ts'
import type { Dialect, Refusal } from './dialects/dialect.ts'

/**
 * The status of a refusal that is ours: 424 Failed Dependency (RFC 4918 §11.4) is true for every client (what the
 * request depends on has failed), and is the one status at which Claude Code in every mode, the official SDKs and most
 * tools stop after one request with the message on the screen.
 */
export const stopStatus = 424

/** An answer that a client would retry for minutes or hide, and so gets as a {@link stopStatus} with the upstream's words. */
interface Misreading {
  readonly client: RegExp
  /** Ids of dialects; `messages of AWS` is what the Claude Platform on AWS and Mantle speak. */
  readonly dialects: readonly string[]
  readonly status: number
  /** Only when the upstream's message has these words; `null` for any. */
  readonly message: RegExp | null
  readonly because: string
}

/** One line for each misreading that was measured, each shown by a test with the real client. */
const misreadings: readonly Misreading[] = [
  {
    client: /^claude-cli\//,
    dialects: ['messages', 'messages of AWS', 'bedrock'],
    status: 401,
    message: null,
    because: 'retries for a minute and asks to log in',
  },
  {
    client: /^claude-cli\//,
    dialects: ['bedrock', 'messages of AWS'],
    status: 403,
    message: null,
    because: 'retries for minutes and shows nothing',
  },
  {
    client: /^claude-cli\//,
    dialects: ['bedrock'],
    status: 400,
    message: null,
    because: 'asks eight times before it shows the message',
  },
  {
    client: /^claude-cli\//,
    dialects: ['bedrock'],
    status: 404,
    message: /\buse case\b|FTUFormNotFilled/i,
    because: 'says that the model is not there, and asks a second time',
  },
  {
    client: /^claude-cli\//,
    dialects: ['messages'],
    status: 403,
    message: /OAuth token has been revoked/i,
    because: 'retries in silence',
  },
  {
    client: /^claude-cli\//,
    dialects: ['messages'],
    status: 403,
    message: /x-api-key/i,
    because: 'says "Not logged in" instead of the message',
  },
]

/**
 * Whether this client has to be given a final refusal of the upstream in other clothes. `ofAws` for an upstream that
 * belongs to AWS, whatever it speaks.
 */
export function misreads(
  userAgent: string,
  dialect: Dialect,
  status: number,
  message: string,
  ofAws = dialect.awsService !== undefined,
): boolean {
  const spoken = ofAws && dialect.awsService === undefined ? `${dialect.id} of AWS` : dialect.id
  return misreadings.some(
    (line) =>
      line.status === status &&
      line.client.test(userAgent) &&
      line.dialects.includes(spoken) &&
      (line.message === null || line.message.test(message)),
  )
}

/** Words that Claude Code replaces by sentences of its own, whatever the status, and what is said in their place. */
const caught: readonly (readonly [RegExp, string])[] = [
  [/x-api-key/gi, 'API key header'],
  [/credit balance is too low/gi, 'credit balance is used up'],
  [/prompt is too long/gi, 'prompt exceeds the limit'],
]

/** The message as it has to be worded to reach the screen. */
export const reachTheScreen = (message: string): string =>
  caught.reduce((worded, [pattern, replacement]) => worded.replace(pattern, replacement), message)

/** A refusal of our own, in the dialect's shape. `upstreamStatus` is named where an upstream answered at all. */
export function refuse(
  dialect: Dialect,
  refusal: Refusal,
  exchange: string | null,
  upstreamStatus: number | null = null,
): Response {
  const { contentType, body, headers: own } = dialect.refuse({ ...refusal, message: reachTheScreen(refusal.message) })
  const headers: Record<string, string> = { ...own, 'content-type': contentType, 'x-warmkey-reason': refusal.code }
  if (exchange !== null) headers['x-warmkey-exchange'] = exchange
  if (upstreamStatus !== null) headers['x-warmkey-upstream-status'] = String(upstreamStatus)
  return new Response(body, { status: refusal.status, headers })
}

/** The status of a stop: 424, but for a dropped connection, which the client retries by its own rules. */
export const statusOf = (code: WarmkeyErrorCode): number => (code === 'upstream-dropped' ? 502 : stopStatus)
