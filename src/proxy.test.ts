import { describe, expect, test } from 'bun:test'
import { asWarmkeyError } from './errors.ts'
import { bypasses, proxyFor } from './proxy.ts'

const api = 'https://api.example.com'
const proxy = 'http://proxy.example:3128'

describe('the proxy of the environment', () => {
  test.each<[string, string, Record<string, string>, string | false]>([
    ['none', api, {}, false],
    ['HTTPS_PROXY for https', api, { HTTPS_PROXY: proxy }, proxy],
    ['https_proxy before HTTPS_PROXY', api, { HTTPS_PROXY: 'http://other:1', https_proxy: proxy }, proxy],
    ['an empty one is none', api, { https_proxy: '', HTTPS_PROXY: proxy }, proxy],
    ['HTTP_PROXY is not for https', api, { HTTP_PROXY: proxy }, false],
    ['HTTP_PROXY for http', 'http://api.example.com', { HTTP_PROXY: proxy, HTTPS_PROXY: 'http://other:1' }, proxy],
    ['an https proxy', api, { HTTPS_PROXY: 'https://proxy.example' }, 'https://proxy.example'],
    ['one without a scheme', api, { HTTPS_PROXY: 'proxy.example:3128' }, proxy],
    ['with a sign-in', api, { HTTPS_PROXY: 'http://u:p@proxy.example:3128' }, 'http://u:p@proxy.example:3128'],
    ['NO_PROXY', api, { HTTPS_PROXY: proxy, NO_PROXY: 'example.com' }, false],
    ['no_proxy before NO_PROXY', api, { HTTPS_PROXY: proxy, no_proxy: 'other.example', NO_PROXY: '*' }, proxy],
    ['never for loopback', 'http://127.0.0.1:8080', { HTTP_PROXY: proxy }, false],
    ['never for 127.8.8.8', 'http://127.8.8.8:8080', { HTTP_PROXY: proxy }, false],
    ['never for localhost', 'https://localhost:8080/v1', { HTTPS_PROXY: proxy }, false],
    ['never for [::1]', 'http://[::1]:8080', { HTTP_PROXY: proxy }, false],
  ])('%s', (_, base, env, wanted) => {
    expect(proxyFor(base, undefined, env)).toBe(wanted)
  })
})

describe('the proxy of the profile', () => {
  test('counts before the environment, NO_PROXY included', () => {
    expect(proxyFor(api, proxy, { HTTPS_PROXY: 'http://other:1', NO_PROXY: '*' })).toBe(proxy)
  })

  test('can be none', () => {
    expect(proxyFor(api, false, { HTTPS_PROXY: proxy })).toBe(false)
  })

  test('is not used for loopback', () => {
    expect(proxyFor('http://127.0.0.1:1', proxy, {})).toBe(false)
  })
})

test.each(['socks5://127.0.0.1:1080', 'socks5h://proxy:1080', 'SOCKS4://proxy:1', 'socks://proxy:1'])(
  '%s is refused in words',
  (socks) => {
    const refused = (own: string | undefined, env: Record<string, string>): string => {
      try {
        return String(proxyFor(api, own, env))
      } catch (thrown) {
        const { code, sentence } = asWarmkeyError(thrown)
        return `${code}: ${sentence}`
      }
    }
    const words =
      'upstream-proxy: The proxy of this environment is a SOCKS proxy, which warmkey cannot use. Set HTTPS_PROXY (or `upstream.proxy`) to the HTTP port of the same proxy.'
    expect(refused(undefined, { HTTPS_PROXY: socks })).toBe(words)
    expect(refused(undefined, { HTTPS_PROXY: socks, NO_PROXY: 'api.example.com' })).toBe('false')
  },
)

describe('NO_PROXY', () => {
  test.each<[string | undefined, string, boolean]>([
    [undefined, api, false],
    ['', api, false],
    [' , ,', api, false],
    ['*', api, true],
    ['api.example.com', api, true],
    ['API.EXAMPLE.COM', api, true],
    ['example.com', api, true],
    ['.example.com', api, true],
    ['*.example.com', api, true],
    ['.example.com', 'https://example.com', true],
    ['ample.com', api, false],
    ['pi.example.com', api, false],
    ['api.example.com.evil.example', api, false],
    ['other.example, api.example.com', api, true],
    ['other.example api.example.com', api, true],
    ['api.example.com:443', api, true],
    ['api.example.com:8443', api, false],
    ['api.example.com:8443', 'https://api.example.com:8443', true],
    ['example.com:80', 'http://api.example.com', true],
    ['10.0.0.1', 'https://10.0.0.1', true],
    ['10.0.0.0/8', 'https://10.0.0.1', false],
    ['[fe80::1]', 'https://[fe80::1]', true],
    ['fe80::1', 'https://[fe80::1]', true],
    ['[fe80::1]:8443', 'https://[fe80::1]:8443', true],
    ['[fe80::1]:8443', 'https://[fe80::1]', false],
  ])('%j and %s', (noProxy, url, wanted) => {
    expect(bypasses(noProxy, new URL(url))).toBe(wanted)
  })
})
