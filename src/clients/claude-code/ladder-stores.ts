import type { ClientWorld, Origin } from '../client.ts'
import type { Holding } from './ladder.ts'
import { secureStore } from './secure-store.ts'
import { readState, stateFile } from './state-file.ts'

const ofUser = (place: string): Origin => ({ scope: 'user', place, trusted: true })
const nothing = (): string => ''

type Json = Readonly<Record<string, unknown>>

const record = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null

function parsed(world: ClientWorld, file: string): Json | null {
  const text = world.read(file)
  if (typeof text !== 'string') return null
  try {
    return record(JSON.parse(text))
  } catch {
    return null
  }
}

/** Logins that the client has stored. Of a file it is only asked whether one is in it; the keychain is not opened at all. */
export function storedLogins(world: ClientWorld): Holding[] {
  const { file, service } = secureStore(world)
  const holdings: Holding[] = []
  const seen = world.platform === 'darwin' ? world.keychain?.(service) : 'absent'
  const origin = ofUser(`the macOS keychain ("${service}")`)
  if (seen === 'there') holdings.push({ origin, state: 'used', read: nothing })
  if (seen === 'unseen')
    holdings.push({ origin, state: 'unseen', because: 'the keychain does not answer', read: nothing })
  const text = world.read(file)
  if (typeof text !== 'string' || !text.includes('"claudeAiOauth"')) return holdings
  const because = uselessBecause(record(parsed(world, file)?.claudeAiOauth))
  const state = holdings.some((held) => held.state === 'used') ? 'hidden' : because === null ? 'used' : 'unusable'
  return [...holdings, { origin: ofUser(file), state, ...(because === null ? {} : { because }), read: nothing }]
}

/** Measured: what is blank, or was not given for messages, is passed over. */
function uselessBecause(login: Json | null): string | null {
  if (login === null) return null
  const { accessToken, scopes } = login
  if (accessToken === '') return 'it was wiped and nothing is in it'
  const given = Array.isArray(scopes) ? scopes : null
  return given !== null && !given.includes('user:inference')
    ? 'it may not send messages (no scope user:inference)'
    : null
}

/**
 * The session of a Claude apps gateway, which outranks everything else (measured). The client keeps it beside its login, under
 * `enterpriseGateway`, and takes it only with a fingerprint of that gateway's certificate under `gatewayTrust`. Address and
 * end are looked at, the token is not. Whether the certificate is still the same is not known from here.
 */
export function gatewaySession(world: ClientWorld, nowMs: number): Holding[] {
  const { file, service } = secureStore(world)
  const store = parsed(world, file)
  const session = record(store?.enterpriseGateway)
  if (session === null) {
    const hidden = world.platform === 'darwin' && world.keychain?.(service) === 'there'
    const because = 'only the keychain item itself says whether it holds one, and that is not opened'
    return hidden
      ? [{ origin: ofUser(`the macOS keychain ("${service}")`), state: 'unseen', because, read: nothing }]
      : []
  }
  const host = hostOf(session.url)
  const because =
    host === null || typeof record(store?.gatewayTrust)?.[host] !== 'string'
      ? 'no certificate of that gateway is remembered beside it'
      : typeof session.expiresAt === 'number' && session.expiresAt <= nowMs && !session.idpRefreshToken
        ? 'it has ended'
        : null
  const origin = ofUser(file)
  return [
    because === null ? { origin, state: 'used', read: nothing } : { origin, state: 'unusable', because, read: nothing },
  ]
}

/** Where that session goes, whatever ANTHROPIC_BASE_URL says, without a name or a query in it; `null` where none says. */
export function gatewaySessionAddress(world: ClientWorld): string | null {
  const url = record(parsed(world, secureStore(world).file)?.enterpriseGateway)?.url
  try {
    const { origin, pathname } = new URL(String(url))
    return `${origin}${pathname}`.replace(/\/$/, '')
  } catch {
    return null
  }
}

function hostOf(url: unknown): string | null {
  try {
    return new URL(String(url)).hostname.replace(/^\[|\]$/g, '')
  } catch {
    return null
  }
}

/** `primaryApiKey` of the client's own state, or the same in the keychain, which counts last (measured with 2.1.329). */
export function consoleKey(world: ClientWorld): Holding[] {
  const { keyService } = secureStore(world)
  if (world.platform === 'darwin' && world.keychain?.(keyService) === 'there')
    return [{ origin: ofUser(`the macOS keychain ("${keyService}")`), state: 'used', read: nothing }]
  const key = readState(world)?.primaryApiKey
  if (typeof key !== 'string' || key.trim() === '') return []
  return [{ origin: ofUser(stateFile(world)), state: 'used', read: () => key.trim() }]
}

/** Whether the person declined this key when the interactive client asked; it remembers the last 20 characters. */
export function wasDeclined(world: ClientWorld, key: string): boolean {
  const rejected = record(readState(world)?.customApiKeyResponses)?.rejected
  return Array.isArray(rejected) && rejected.includes(key.trim().slice(-20))
}
