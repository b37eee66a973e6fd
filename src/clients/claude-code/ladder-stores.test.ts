import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import type { ClientWorld } from '../client.ts'
import { consoleKey, gatewaySession, storedLogins, wasDeclined } from './ladder-stores.ts'

const store = '/home/dev/.claude/.credentials.json'
const states = (holdings: readonly { readonly state: string; readonly because?: string }[]) =>
  holdings.map(({ state, because }) => (because === undefined ? state : `${state}: ${because}`))
const withStore = (content: unknown) => paperWorld({ files: { [store]: content } })
const mac = (keychain: NonNullable<ClientWorld['keychain']>, files = {}): ClientWorld => ({
  ...paperWorld({ platform: 'darwin', files }),
  keychain,
})

test('a login in the file: there, blank, or not for messages', () => {
  const login = (claudeAiOauth: unknown) => states(storedLogins(withStore({ claudeAiOauth })))
  expect(login({ accessToken: 'a', scopes: ['user:inference'] })).toEqual(['used'])
  expect(login({ accessToken: '' })).toEqual(['unusable: it was wiped and nothing is in it'])
  expect(login({ accessToken: 'a', scopes: ['user:profile'] })[0]).toStartWith('unusable: it may not send messages')
  expect(storedLogins(paperWorld())).toEqual([])
})

test('the keychain is asked by name, goes before the file, and one that is silent is not taken for empty', () => {
  const asked: string[] = []
  const there = mac(
    (service) => {
      asked.push(service)
      return 'there'
    },
    { [store]: { claudeAiOauth: { accessToken: 'a', scopes: ['user:inference'] } } },
  )
  expect(states(storedLogins(there))).toEqual(['used', 'hidden'])
  expect(asked).toEqual(['Claude Code-credentials'])
  expect(states(storedLogins(mac(() => 'unseen')))).toEqual(['unseen: the keychain does not answer'])
  expect(storedLogins(mac(() => 'absent'))).toEqual([])
  expect(consoleKey(there)[0]?.origin.place).toBe('the macOS keychain ("Claude Code")')
  expect(states(gatewaySession(there, 0))[0]).toStartWith('unseen: only the keychain item itself')
})

test('a gateway session counts with a certificate beside it and until its end', () => {
  const session = { url: 'https://llm.example:8443/x', jwt: 'canary', expiresAt: 1000 }
  const trust = { 'llm.example': 'AB:CD' }
  const of = (content: unknown, nowMs = 0) => states(gatewaySession(withStore(content), nowMs))
  expect(of({ enterpriseGateway: session, gatewayTrust: trust })).toEqual(['used'])
  expect(of({ enterpriseGateway: session })[0]).toStartWith('unusable: no certificate')
  expect(of({ enterpriseGateway: session, gatewayTrust: trust }, 1000)).toEqual(['unusable: it has ended'])
  const renewable = { ...session, idpRefreshToken: 'canary' }
  expect(of({ enterpriseGateway: renewable, gatewayTrust: trust }, 1000)).toEqual(['used'])
  expect(of({ enterpriseGateway: { url: 'no' }, gatewayTrust: trust })[0]).toStartWith('unusable')
  expect(of({ claudeAiOauth: {} })).toEqual([])
  expect(of('{broken')).toEqual([])
})

test('a key that was declined is known by its last twenty characters', () => {
  const key = 'a-key-of-more-than-twenty-characters'
  const world = paperWorld({
    files: { '/home/dev/.claude.json': { customApiKeyResponses: { rejected: [key.slice(-20)] } } },
  })
  expect([wasDeclined(world, ` ${key} `), wasDeclined(world, 'another'), wasDeclined(paperWorld(), key)]).toEqual([
    true,
    false,
    false,
  ])
})
