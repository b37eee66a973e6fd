import { describe, expect, test } from 'bun:test'
import { createServer } from 'node:net'
import { claudeBinary } from '../../../test/kit/clients.ts'
import { missing } from '../../../test/kit/parts.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { otherCase, proxyUrl, proxyVariable, sparedBy, unusedSocks } from './proxy.ts'

const name = 'http://llm.corp.test:8080'

/** Whether the request goes through the proxy P, as 2.1.329 was measured to decide. */
const rows: readonly (readonly [what: string, url: string, env: Readonly<Record<string, string>>, proxied: boolean])[] =
  [
    ['no list', name, {}, true],
    ['the name', name, { NO_PROXY: 'llm.corp.test' }, false],
    ['the domain above it', name, { NO_PROXY: 'corp.test' }, false],
    ['a leading dot', name, { NO_PROXY: '.corp.test' }, false],
    ['a leading star', name, { NO_PROXY: '*.corp.test' }, false],
    ['a star', name, { NO_PROXY: '*' }, false],
    ['a star among others', name, { NO_PROXY: 'x.test,*' }, false],
    ['its port', name, { NO_PROXY: 'llm.corp.test:8080' }, false],
    ['another port', name, { NO_PROXY: 'llm.corp.test:443' }, true],
    ['capitals', name, { NO_PROXY: 'LLM.Corp.Test' }, false],
    ['blanks between', name, { NO_PROXY: 'x.test llm.corp.test' }, false],
    ['semicolons between', name, { NO_PROXY: 'x.test;llm.corp.test' }, true],
    ['an address with a scheme', name, { NO_PROXY: 'http://llm.corp.test' }, true],
    ['a range', 'http://192.0.2.7:8080', { NO_PROXY: '192.0.2.0/24' }, false],
    ['a number with a star', 'http://192.0.2.7:8080', { NO_PROXY: '192.0.2.*' }, true],
    ['in lower case alone', name, { no_proxy: 'llm.corp.test', NO_PROXY: 'x.test' }, false],
    ['in upper case alone', name, { no_proxy: 'x.test', NO_PROXY: 'llm.corp.test' }, false],
    ['loopback', 'http://127.0.0.1:9', {}, true],
    ['loopback by its range', 'http://127.0.0.1:9', { NO_PROXY: '127.0.0.0/8' }, false],
    ['127.0.0.1 by localhost', 'http://127.0.0.1:9', { NO_PROXY: 'localhost' }, true],
    ['localhost by 127.0.0.1', 'http://localhost:9', { NO_PROXY: '127.0.0.1' }, true],
    ['HTTP_PROXY for https', 'https://llm.corp.test', { HTTPS_PROXY: '', HTTP_PROXY: 'P' }, true],
    ['lower case first', name, { https_proxy: 'P', HTTPS_PROXY: 'http://127.0.0.1:1' }, true],
    ['upper case second', name, { https_proxy: 'http://127.0.0.1:1', HTTPS_PROXY: 'P' }, false],
    ['an empty one before', name, { https_proxy: '', HTTPS_PROXY: 'P' }, true],
    ['ALL_PROXY', 'https://llm.corp.test', { HTTPS_PROXY: '', ALL_PROXY: 'P' }, true],
    ['ALL_PROXY last', name, { ALL_PROXY: 'http://127.0.0.1:1' }, true],
    ['SOCKS for all', name, { HTTPS_PROXY: '', ALL_PROXY: 'socks5://127.0.0.1:1' }, false],
    ['no scheme', name, { HTTPS_PROXY: 'HOST' }, true],
  ]

const environment = (given: Readonly<Record<string, string>>, port: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ HTTPS_PROXY: 'P', ...given })
      .filter(([, value]) => value !== '')
      .map(([key, value]) => [
        key,
        value === 'P' ? `http://127.0.0.1:${port}` : value === 'HOST' ? `127.0.0.1:${port}` : value,
      ]),
  )

test.each(rows)('%s', (_, url, given, proxied) => {
  const env = environment(given, 7)
  const variable = proxyVariable(env)
  const taken = variable !== null && proxyUrl(variable) === 'http://127.0.0.1:7' && sparedBy(env, new URL(url)) === null
  expect(taken).toBe(proxied)
})

test('SOCKS for everything is passed over, and named', () => {
  expect(unusedSocks({ ALL_PROXY: 'socks5://127.0.0.1:7890' })?.name).toBe('ALL_PROXY')
  expect(unusedSocks({ ALL_PROXY: 'socks5://127.0.0.1:7890', HTTP_PROXY: 'http://127.0.0.1:1' })).toBeNull()
  expect(proxyUrl({ name: 'HTTPS_PROXY', value: 'socks5://127.0.0.1:7890' })).toBeNull()
  expect(proxyUrl({ name: 'HTTPS_PROXY', value: 'http://' })).toBeNull()
})

test('two cases at odds', () => {
  const env = { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' }
  expect(otherCase(env, { name: 'https_proxy', value: 'http://a:1' })?.name).toBe('HTTPS_PROXY')
  expect(otherCase({ ...env, HTTPS_PROXY: 'http://a:1' }, { name: 'https_proxy', value: 'http://a:1' })).toBeNull()
})

describe.skipIf(missing('claude-2.1.329'))('the real Claude Code decides the same', () => {
  const measured = [
    'a leading star',
    'a number with a star',
    'in upper case alone',
    '127.0.0.1 by localhost',
    'upper case second',
    'ALL_PROXY',
    'SOCKS for all',
  ]
  test.each(rows.filter(([what]) => measured.includes(what)))(
    '%s',
    async (_, url, given, proxied) => {
      using scratch = makeScratch()
      let asked = 0
      const body = '{"type":"error","error":{"type":"made_up","message":"enough"}}'
      const proxy = createServer((socket) => {
        socket.on('error', () => {})
        socket.once('data', () => {
          asked++
          socket.end(
            `HTTP/1.1 424 No\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
          )
        })
      })
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
      const address = proxy.address()
      const child = Bun.spawn([claudeBinary('2.1.329') ?? '', '-p', 'ping', '--model', 'claude-sonnet-5'], {
        env: {
          PATH: '/usr/bin:/bin',
          HOME: scratch.root,
          ANTHROPIC_BASE_URL: url,
          ANTHROPIC_AUTH_TOKEN: 'made-up',
          CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
          DISABLE_AUTOUPDATER: '1',
          CLAUDE_CODE_MAX_RETRIES: '0',
          ...environment(given, typeof address === 'object' && address !== null ? address.port : 0),
        },
        cwd: scratch.root,
        stdin: 'ignore',
        stdout: 'ignore',
        stderr: 'ignore',
      })
      await child.exited
      proxy.close()
      expect(asked > 0).toBe(proxied)
    },
    20_000,
  )
})
