import { expect, test } from 'bun:test'
import { type Answer, render } from './answer.ts'

const request = { method: 'POST', keepAlive: true, version: '1.1' } as const
const body = new TextEncoder().encode('hello')

async function* pieces() {
  yield new TextEncoder().encode('he')
  yield new Uint8Array(0)
  yield new TextEncoder().encode('llo')
}

async function text(answer: Answer, of: Partial<{ method: string; keepAlive: boolean; version: '1.0' | '1.1' }> = {}) {
  const rendered = render(answer, { ...request, ...of })
  const parts: Uint8Array[] = [rendered.head]
  for await (const piece of rendered.pieces) parts.push(piece)
  return { text: Buffer.concat(parts).toString('latin1'), closeAfter: rendered.closeAfter }
}

test.each<[string, Answer, object, string, boolean]>([
  [
    'by length',
    { status: 200, headers: [['x', 'y']], body },
    {},
    'HTTP/1.1 200 OK\r\nx: y\r\ncontent-length: 5\r\nconnection: keep-alive\r\n\r\nhello',
    false,
  ],
  [
    'in chunks',
    { status: 200, headers: [], body: pieces() },
    {},
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: keep-alive\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n',
    false,
  ],
  [
    'whole bytes in one chunk',
    { status: 529, headers: [], body, framing: 'chunked' },
    {},
    'HTTP/1.1 529 Overloaded\r\ntransfer-encoding: chunked\r\nconnection: keep-alive\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
    false,
  ],
  [
    'until the end of the connection',
    { status: 418, headers: [], body, framing: 'close' },
    {},
    'HTTP/1.1 418 Unnamed\r\nconnection: close\r\n\r\nhello',
    true,
  ],
  [
    'as the headers say',
    { status: 200, headers: [['content-length', '9']], body, framing: 'as-given', close: true },
    {},
    'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello',
    true,
  ],
  [
    'to a client that knows no chunks',
    { status: 200, headers: [], body: pieces() },
    { version: '1.0' },
    'HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nhello',
    true,
  ],
  [
    'to HEAD, without its body',
    { status: 200, headers: [], body },
    { method: 'HEAD' },
    'HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: keep-alive\r\n\r\n',
    false,
  ],
  [
    'to a client that wants to close',
    { status: 200, headers: [], body },
    { keepAlive: false },
    'HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello',
    true,
  ],
])('a response is framed %s', async (_, answer, of, expected, closeAfter) => {
  expect(await text(answer, of)).toEqual({ text: expected, closeAfter })
})
