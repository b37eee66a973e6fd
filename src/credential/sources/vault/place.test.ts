import { describe, expect, test } from 'bun:test'
import { makeCertificates } from '../../../../test/kit/certificates.ts'
import { makeScratch } from '../../../../test/kit/scratch.ts'
import { systemClock } from '../../../clock.ts'
import { asWarmkeyError } from '../../../errors.ts'
import { schema } from './options.ts'
import { addressOf, envName, placeOf } from './place.ts'

const options = (more: Record<string, unknown> = {}) => schema.parse({ type: 'vault', path: 'secret/data/x', ...more })
const depsWith = (env: Record<string, string>, home = '/home/ana') => ({ clock: systemClock, env, home })
const place = (more: Record<string, unknown>, env: Record<string, string> = {}) => placeOf(options(more), depsWith(env))
const wrong = (more: Record<string, unknown>, env: Record<string, string> = {}, home?: string) => {
  try {
    return placeOf(options(more), depsWith(env, home))
  } catch (error) {
    return asWarmkeyError(error).sentence
  }
}

describe('the environment', () => {
  test('fills in what the configuration leaves out, by the names of Vault and of OpenBao', () => {
    const env = {
      VAULT_ADDR: 'https://vault.example:8200/',
      VAULT_NAMESPACE: 'team/',
      HTTPS_PROXY: 'http://proxy.example:3128',
    }
    expect(place({}, env)).toEqual({
      base: 'https://vault.example:8200',
      namespace: 'team',
      proxy: 'http://proxy.example:3128',
      tls: null,
      timeoutMs: 30_000,
    })
    expect(place({}, { ...env, BAO_ADDR: 'https://bao.example' }).base).toBe('https://bao.example')
    expect(place({}, { ...env, NO_PROXY: '.example' }).proxy).toBe(false)
    expect(place({}, { ...env, VAULT_PROXY_ADDR: 'http://other.example:1' }).proxy).toBe('http://other.example:1')
    expect(envName({ BAO_ADDR: 'x', VAULT_ADDR: 'y' }, 'ADDR')).toBe('BAO_ADDR')
  })

  test('gives way to the configuration', () => {
    const env = { VAULT_ADDR: 'https://vault.example', VAULT_NAMESPACE: 'team', VAULT_TLS_SERVER_NAME: 'a.example' }
    const own = {
      address: 'https://mine.example',
      namespace: 'mine',
      timeout: '5s',
      proxy: false,
      serverName: 'b.example',
    }
    expect(place(own, env)).toEqual({
      base: 'https://mine.example',
      namespace: 'mine',
      proxy: false,
      tls: { serverName: 'b.example' },
      timeoutMs: 5_000,
    })
    expect(place({ namespace: 'root' }, env).namespace).toBeNull()
  })
})

test('an address is taken as people copy it', () => {
  for (const address of [
    'https://v.example:8200',
    'https://v.example:8200/',
    'https://v.example:8200/v1/',
    'https://v.example:8200/ui/',
  ])
    expect(addressOf(options({ address }), {})).toBe('https://v.example:8200')
  expect(addressOf(options({ address: 'https://v.example/vault' }), {})).toBe('https://v.example/vault')
  expect(addressOf(options(), {})).toBeNull()
})

describe('what cannot be used is named:', () => {
  test.each<[string, Record<string, unknown>, Record<string, string>, string]>([
    [
      'no address',
      {},
      {},
      'The source "vault" has no address. Set "address" in the configuration, or VAULT_ADDR where warmkey runs.',
    ],
    [
      'no TLS',
      {},
      { VAULT_ADDR: 'http://v.example' },
      'The address in VAULT_ADDR is not encrypted, and a token would be read on the way; use https:// (http:// is for loopback). Correct it where warmkey is started.',
    ],
    [
      'a socket',
      {},
      { BAO_ADDR: 'unix:///run/bao' },
      'The address in BAO_ADDR is a Unix socket; name an address with http:// or https://. Correct it where warmkey is started.',
    ],
    [
      'half a certificate',
      { address: 'https://v.example', clientCertFile: '~/c.pem' },
      {},
      'The source "vault" names one half of a client certificate. Name both the certificate and its key.',
    ],
    [
      'no file',
      { address: 'https://v.example', caFile: '~/ca.pem' },
      {},
      'The file ~/ca.pem, which is to be used with Vault, cannot be read (ENOENT). Correct its path or its mode.',
    ],
    [
      'a SOCKS proxy',
      { address: 'https://v.example' },
      { HTTPS_PROXY: 'socks5://p.example:1080' },
      'The proxy of this environment is a SOCKS proxy, which warmkey cannot use. Set HTTPS_PROXY (or `source.proxy`) to the HTTP port of the same proxy.',
    ],
  ])('%s', (_, more, env, sentence) => expect(wrong(more, env, '/nonexistent')).toBe(sentence))

  test('files that hold something else', () => {
    const certificates = makeCertificates()
    using scratch = makeScratch()
    scratch.write('ca.pem', certificates.ca)
    scratch.write('text', 'hello')
    scratch.write('c.pem', certificates.client.cert)
    scratch.write('c.key', certificates.client.key)
    scratch.write('s.key', certificates.server.key)
    const at = (more: Record<string, unknown>) => wrong({ address: 'https://v.example', ...more }, {}, scratch.root)
    expect(at({ caFile: '~/text' })).toBe(
      'The file ~/text holds no certificate authority that can be read. Give a PEM file.',
    )
    expect(at({ clientCertFile: '~/c.pem', clientKeyFile: '~/s.key' })).toBe(
      'The files ~/c.pem and ~/s.key are no certificate with its key. Give PEM files, the certificate with its own key.',
    )
    expect(at({ caFile: '~/ca.pem', clientCertFile: '~/c.pem', clientKeyFile: '~/c.key' })).toMatchObject({
      tls: { ca: certificates.ca, cert: certificates.client.cert, key: certificates.client.key },
    })
  })
})
