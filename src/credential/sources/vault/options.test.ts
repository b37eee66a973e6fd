import { describe, expect, test } from 'bun:test'
import { addressProblem, schema, secretPath } from './options.ts'

const problems = (more: Record<string, unknown>) =>
  schema
    .safeParse({ type: 'vault', path: 'secret/data/x', ...more })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

test('a path is taken as the API and the command line write it', () => {
  for (const text of ['secret/data/x', '/secret/data/x', 'v1/secret/data/x', '/v1/secret/data/x/'])
    expect(secretPath(text)).toBe('secret/data/x')
  expect(secretPath('secret/data/with space')).toBe('secret/data/with space')
  for (const text of ['', 'x', '/', 'a//b', 'a/../b', './a', 'a/b?c', 'a/b#c', 'a/\n'])
    expect(secretPath(text)).toBeNull()
})

test('a token goes nowhere without TLS but to loopback', () => {
  for (const good of [
    'https://v.example',
    'https://v.example:8200/path',
    'http://127.0.0.1:8200',
    'http://localhost:8200',
    'http://[::1]:8200',
  ])
    expect(addressProblem(good)).toBeNull()
  for (const bad of [
    'http://v.example',
    'unix:///run/vault',
    'ftp://v.example',
    'v.example:8200',
    'https://u:p@v.example',
    'https://v.example/?a=b',
  ])
    expect(addressProblem(bad)).toBeString()
})

describe('a secret', () => {
  test('is never written into the configuration', () => {
    for (const auth of [
      { method: 'token', token: 'hvs.fake' },
      { method: 'approle', roleId: 'r', secretId: 'fake' },
      { method: 'userpass', username: 'ana', password: 'fake' },
      { method: 'jwt', jwt: 'fake' },
    ])
      expect(problems({ auth })?.join()).toMatch(
        /^auth\.\w+: says where a secret is kept: \{ "env": … \}, \{ "file": … \} or \{ "command": … \}; never the secret itself$/,
      )
  })
  test('is named by its place', () => {
    for (const place of [{ env: 'A' }, { file: '~/a' }, { command: 'pass vault' }])
      expect(problems({ auth: { method: 'token', token: place } })).toBeUndefined()
  })
})

test('each method takes what belongs to it, and nothing else', () => {
  const secret = { env: 'A' }
  for (const auth of [
    { method: 'token' },
    { method: 'oidc', role: 'r', mount: 'sso' },
    { method: 'approle', roleId: secret, secretId: secret, wrapped: true, mount: 'team/approle' },
    { method: 'kubernetes', role: 'r' },
    { method: 'cert', certFile: 'a', keyFile: 'b' },
    { method: 'aws', region: 'us-gov-west-1', credentials: secret },
  ]) {
    expect(problems({ auth })).toBeUndefined()
    expect(problems({ auth: { ...auth, sekret: 1 } })?.join()).toContain('Unrecognized key')
  }
  expect(problems({ auth: { method: 'kubernetes' } })).toEqual([
    'auth.role: Invalid input: expected string, received undefined',
  ])
  expect(problems({ auth: { method: 'github' } })?.join()).toContain('auth.method')
  expect(problems({ version: 0, timeout: '1ms', proxy: 'socks5://x' })).toHaveLength(3)
})
