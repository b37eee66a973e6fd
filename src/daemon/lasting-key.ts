import { openLocalKey } from '../gateway/local-keys.ts'
import type { KeyStore } from './key-store.ts'

/** Makes a lasting local key for a settings file. `text` goes there and nowhere else. */
export function issueLastingKey(
  store: KeyStore,
  given: { readonly profile: string; readonly holder: string },
): { readonly id: string; readonly text: string } {
  const { id, key } = store.issue(given)
  return { id, text: openLocalKey(key) }
}
