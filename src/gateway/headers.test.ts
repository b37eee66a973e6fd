import { expect, test } from 'bun:test'
import { callerCredentialHeaders } from './authorize.ts'
import { forwardable, returnable } from './headers.ts'

test('what belongs to the connection stays behind, everything else goes on as it came', () => {
  const headers = forwardable(
    new Headers({
      host: '127.0.0.1:9276',
      'content-length': '12',
      connection: 'keep-alive',
      'keep-alive': 'timeout=5',
      te: 'trailers',
      trailer: 'x-sum',
      'transfer-encoding': 'chunked',
      upgrade: 'websocket',
      'proxy-connection': 'keep-alive',
      expect: '100-continue',
      'user-agent': 'tool/1.0',
      'content-type': 'application/json; charset=utf-8',
      'content-encoding': 'gzip',
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'a, b',
      'x-stainless-retry-count': '0',
      accept: '',
    }),
  )
  expect(headers.toJSON()).toEqual({
    'user-agent': 'tool/1.0',
    'content-type': 'application/json; charset=utf-8',
    'content-encoding': 'gzip',
    'anthropic-version': '2023-06-01',
    'anthropic-beta': 'a, b',
    'x-stainless-retry-count': '0',
    accept: '',
  })
})

test('no credential of the caller goes on, wherever it sent one', () => {
  const headers = new Headers({ 'user-agent': 'tool' })
  for (const name of callerCredentialHeaders) headers.set(name, 'sk-callers-own')
  expect(forwardable(headers).toJSON()).toEqual({ 'user-agent': 'tool' })
})

test('headers that Connection names stay behind too, but none of ours can be named away', () => {
  const headers = forwardable(
    new Headers({
      connection: 'close, X-Hop ,anthropic-version, , bad name',
      'x-hop': '1',
      'x-stays': '2',
      'anthropic-version': '2023-06-01',
      'user-agent': 'tool',
    }),
  )
  expect(headers.toJSON()).toEqual({ 'x-stays': '2', 'anthropic-version': '2023-06-01', 'user-agent': 'tool' })
})

test('a caller that does not name itself is not given the name of the runtime', () => {
  expect(forwardable(new Headers()).toJSON()).toEqual({ 'user-agent': '' })
})

test('headers are changed in place', () => {
  const headers = new Headers({ te: 'trailers' })
  expect(forwardable(headers)).toBe(headers)
})

test('an answer loses what belonged to its connection, gains the exchange and nothing else', () => {
  const headers = new Headers({
    connection: 'close, x-hop',
    'x-hop': '1',
    'keep-alive': 'timeout=5',
    'transfer-encoding': 'chunked',
    'content-length': '3',
    'retry-after': '1',
    'www-authenticate': 'Bearer error="invalid_token"',
  })
  headers.append('set-cookie', 'a=1; Path=/')
  headers.append('set-cookie', 'b=2, 3')
  returnable(headers, 'e-1')
  expect(headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2, 3'])
  headers.delete('set-cookie')
  expect(headers.toJSON()).toEqual({
    'content-length': '3',
    'retry-after': '1',
    'www-authenticate': 'Bearer error="invalid_token"',
    'x-warmkey-exchange': 'e-1',
  })
})
