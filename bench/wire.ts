/**
 * The bytes on the wire of every measurement, known to upstream and clients alike: requests like those of Claude Code,
 * answers like those of the Messages API. No byte of them is real.
 */

/** What the upstream accepts at first; the clients that reach it directly send it themselves. */
export const upstreamKey = 'sk-bench-upstream-key-number-1'

/** Body size of a real `claude -p "ping"`, bytes. */
export const realBody = 115_000

/** Query that asks the upstream for a paced stream instead of a short answer. */
export const streamTarget = '/v1/messages?beta=true&bench=stream'
export const plainTarget = '/v1/messages?beta=true'

/** A stream has this many numbered events, one every {@link paceMs}. */
export const events = 20
export const paceMs = 200

/** Headers as Claude Code sends them, without host, length and credential. */
export const clientHeaders: Readonly<Record<string, string>> = {
  accept: 'application/json',
  'x-stainless-retry-count': '0',
  'x-stainless-timeout': '600',
  'x-stainless-lang': 'js',
  'x-stainless-package-version': '0.70.0',
  'x-stainless-os': 'Linux',
  'x-stainless-arch': 'x64',
  'x-stainless-runtime': 'node',
  'x-stainless-runtime-version': 'v24.3.0',
  'anthropic-dangerous-direct-browser-access': 'true',
  'anthropic-version': '2023-06-01',
  'x-app': 'cli',
  'user-agent': 'claude-cli/2.1.329 (external, sdk-cli)',
  'content-type': 'application/json',
  'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27',
  'x-claude-code-session-id': '00000000-0000-4000-8000-000000000000',
  'accept-language': '*',
  'accept-encoding': 'gzip, deflate, br, zstd',
}

/** A Messages request of exactly `size` bytes. */
export function requestBody(size: number): string {
  const head =
    '{"model":"claude-sonnet-5","max_tokens":32000,"stream":true,"messages":[{"role":"user","content":[{"type":"text","text":"'
  const tail = '"}]}]}'
  return `${head}${'The quick brown fox jumps over the lazy dog. '.repeat(size / 45 + 1).slice(0, size - head.length - tail.length)}${tail}`
}

/** A whole request as text, to a server on a loopback port. */
export function requestText(target: string, port: number, key: string, body: string): string {
  const headers = Object.entries(clientHeaders).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST ${target} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${key}\r\ncontent-length: ${body.length}\r\n${headers.join('')}\r\n${body}`
}

const answerHeaders = [
  'Date: Sat, 21 Nov 2026 09:00:00 GMT',
  'anthropic-ratelimit-requests-limit: 4000',
  'anthropic-ratelimit-requests-remaining: 3999',
  'anthropic-ratelimit-requests-reset: 2026-11-21T09:00:00Z',
  'anthropic-organization-id: 00000000-0000-4000-8000-000000000001',
  'request-id: req_011CbenchBenchBenchBench0',
  'strict-transport-security: max-age=31536000; includeSubDomains; preload',
  'cf-cache-status: DYNAMIC',
  'Server: cloudflare',
  'Connection: keep-alive',
]

function answer(status: string, body: string): Buffer {
  const head = [`HTTP/1.1 ${status}`, 'Content-Type: application/json', `Content-Length: ${body.length}`]
  return Buffer.from(`${[...head, ...answerHeaders].join('\r\n')}\r\n\r\n${body}`)
}

/** Some 800 bytes, head and body. */
export const plainAnswer = answer(
  '200 OK',
  '{"id":"msg_01BenchBenchBenchBenchBench","type":"message","role":"assistant","model":"claude-sonnet-5","content":[{"type":"text","text":"pong"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":25341,"output_tokens":4}}',
)

/** What the API says to an access token whose time is over, with the status of gateways that say 403 to it. */
export const expiredAnswer = answer(
  '403 Forbidden',
  '{"type":"error","error":{"type":"permission_error","message":"OAuth token has expired. Please obtain a new token or refresh your existing token."},"request_id":"req_011CbenchBenchBenchBench0"}',
)

const chunk = (text: string): Buffer => Buffer.from(`${text.length.toString(16)}\r\n${text}\r\n`)

/** The head of a stream, its numbered events, and its end. */
export const streamHead = Buffer.from(
  `${['HTTP/1.1 200 OK', 'Content-Type: text/event-stream; charset=utf-8', 'Transfer-Encoding: chunked', ...answerHeaders].join('\r\n')}\r\n\r\n`,
)
export const streamEvents: readonly Buffer[] = Array.from({ length: events }, (_, number) =>
  chunk(
    `event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"word ${number} "}}\n\n`,
  ),
)
export const streamEnd = Buffer.concat([
  chunk('event: message_stop\ndata: {"type":"message_stop"}\n\n'),
  Buffer.from('0\r\n\r\n'),
])
