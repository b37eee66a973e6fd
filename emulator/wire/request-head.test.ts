import { describe, expect, test } from 'bun:test'
import { parseHead } from './request-head.ts'

const head = (...lines: string[]) => parseHead(lines.join('\r\n'))

test('a head keeps its lines as sent and joins repeated headers', () => {
  expect(head('POST /a?b=c HTTP/1.1', 'Host: h', 'X-One: 1', 'x-one:\t2 ', 'Content-Length: 7')).toEqual({
    method: 'POST',
    target: '/a?b=c',
    version: '1.1',
    headerLines: [
      ['Host', 'h'],
      ['X-One', '1'],
      ['x-one', '2'],
      ['Content-Length', '7'],
    ],
    headers: { host: 'h', 'x-one': '1, 2', 'content-length': '7' },
    keepAlive: true,
    expectsContinue: false,
    contentLength: 7,
  })
})

test.each([
  [
    'a chunked body has no length',
    ['POST / HTTP/1.1', 'Host: h', 'Transfer-Encoding: chunked'],
    { contentLength: null },
  ],
  ['no length means no body', ['GET / HTTP/1.1', 'Host: h'], { contentLength: 0 }],
  ['1.1 may be closed', ['GET / HTTP/1.1', 'Host: h', 'Connection: Close'], { keepAlive: false }],
  ['1.0 closes', ['GET / HTTP/1.0'], { keepAlive: false, version: '1.0' }],
  ['1.0 may be kept', ['GET / HTTP/1.0', 'Connection: keep-alive'], { keepAlive: true }],
  ['a client may ask first', ['POST / HTTP/1.1', 'Host: h', 'Expect: 100-continue'], { expectsContinue: true }],
])('%s', (_, lines, expected) => {
  expect(head(...lines)).toMatchObject(expected)
})

describe('what a careless proxy might send is refused', () => {
  test.each([
    ['GET /', 'the request line is malformed'],
    ['GET / HTTP/2', 'the request line is malformed'],
    ['G T / HTTP/1.1', 'the request line is malformed'],
    ['GET / HTTP/1.1', 'there is not exactly one Host header'],
    ['GET / HTTP/1.1\r\nHost: a\r\nHost: a', 'there is not exactly one Host header'],
    ['GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded', 'a header line is folded'],
    ['GET / HTTP/1.1\r\nHost: a\r\nno colon', 'a header name is malformed'],
    ['GET / HTTP/1.1\r\nHost: a\r\nX : 1', 'a header name is malformed'],
    ['GET / HTTP/1.1\r\nHost: a\r\nX: a\nb', 'a header value holds a control character'],
    ['GET / HTTP/1.1\r\nHost: a\r\nX: a\0b', 'a header value holds a control character'],
    [
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked',
      'both Content-Length and Transfer-Encoding are given',
    ],
    ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked', 'the transfer coding is not chunked'],
    ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2', 'the Content-Length is not one number'],
    ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1', 'the Content-Length is not one number'],
  ])('%j', (text, why) => {
    expect(parseHead(text)).toBe(why)
  })
})
