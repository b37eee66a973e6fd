import { WarmkeyError } from '../errors.ts'
import type { CredentialKind } from './credential.ts'
import { readKeyText } from './key-text.ts'
import { withJwtEnd } from './life.ts'
import type { LifeHints } from './sources/source.ts'
import { refuseSubscriptionLogin } from './subscription.ts'
import { findKey } from './token-json.ts'

export interface ReadOptions {
  /** Begins every error: `The output of …`. */
  readonly what: string
  /** Where the key is in JSON: a name or a JSON Pointer. With it, anything but JSON is an error. */
  readonly field?: string
  /** How JSON is read; throws `SyntaxError` where it is none. Default `JSON.parse`. */
  readonly parse?: (text: string) => unknown
}

/** A checked key with what is known of it. */
export interface ReadKey {
  readonly key: string
  readonly life: LifeHints
  readonly kind: CredentialKind
}

/** The key in what a program printed or a file holds: the text itself, or JSON with the key in it. */
export function readKey(text: string, { what, field, parse = JSON.parse }: ReadOptions): ReadKey {
  const plain = text.replace(/^\uFEFF/, '').trim()
  const looksLikeJson = plain.startsWith('{') || plain.startsWith('[')
  if (!looksLikeJson && field === undefined) {
    const key = readKeyText(plain, what)
    return { key, life: withJwtEnd(key), kind: 'any' }
  }
  // An empty output is that, whatever shape was expected.
  if (plain === '') readKeyText(plain, what)
  let root: unknown
  try {
    root = parse(plain)
  } catch {
    // The parser's own message may quote the text.
    const fact = looksLikeJson ? 'begins like JSON and is none' : 'is not JSON, and "field" says that it should be'
    throw new WarmkeyError('source-malformed', `${what} ${fact}.`, { remedy: 'Give JSON, or the key alone.' })
  }
  refuseSubscriptionLogin(plain, what)
  const found = findKey(root, what, field)
  const key = readKeyText(found.key, `The key in ${what.charAt(0).toLowerCase()}${what.slice(1)}`)
  return { key, life: withJwtEnd(key, found.life), kind: found.kind }
}
