import { expect, test } from 'bun:test'
import type { ClientWorld } from '../../clients/client.ts'
import { authorityFiles } from './authorities.ts'

const files: Readonly<Record<string, string>> = {
  '/corp/ca.pem': '-----BEGIN CERTIFICATE-----',
  '/home/ann/.mitmproxy/mitmproxy-ca-cert.pem': '-----BEGIN CERTIFICATE-----',
  '/usr/local/share/ca-certificates/corp.crt': '-----BEGIN CERTIFICATE-----',
  '/usr/local/share/ca-certificates/readme.txt': '-----BEGIN CERTIFICATE-----',
  '/corp/key.pem': '-----BEGIN PRIVATE KEY-----',
}
const world = (env: Readonly<Record<string, string>>): ClientWorld => ({
  read: (path) => files[path] ?? null,
  list: (folder) => (folder === '/usr/local/share/ca-certificates' ? ['corp.crt', 'readme.txt'] : []),
  policies: { machine: null, user: null },
  env,
  home: '/home/ann',
  platform: 'linux',
  cwd: '/',
})

test('files that are there and hold a certificate, those that other tools are told of first', () => {
  const env = { REQUESTS_CA_BUNDLE: '/corp/ca.pem', SSL_CERT_FILE: '/corp/key.pem', CURL_CA_BUNDLE: '/corp/ca.pem' }
  expect(authorityFiles(world(env))).toEqual([
    '/corp/ca.pem',
    '/home/ann/.mitmproxy/mitmproxy-ca-cert.pem',
    '/usr/local/share/ca-certificates/corp.crt',
  ])
  expect(authorityFiles({ ...world({}), read: () => null })).toEqual([])
})
