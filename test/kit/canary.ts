import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A fake secret that no accident writes, with characters that every way of quoting changes, so that a leak that went
 * through JSON, a URL or base64 is still found.
 */
export const makeCanary = (name: string): string => `canary-${name}-${crypto.randomUUID()}+/=&"q\\b%`

/** Every clothing in which a secret may lie about. */
export function formsOf(secret: string): ReadonlyMap<string, string> {
  const base64 = (shift: number) => {
    // Base64 depends on where in the three-byte rhythm the secret begins; the outer characters mix with neighbours.
    const text = Buffer.from('x'.repeat(shift) + secret).toString('base64')
    return text.slice(shift === 0 ? 0 : 4, -4)
  }
  const json = JSON.stringify(secret).slice(1, -1)
  return new Map([
    ['raw', secret],
    ['JSON', json],
    ['JSON in JSON', JSON.stringify(json).slice(1, -1)],
    ['URL', encodeURIComponent(secret)],
    ['hex', Buffer.from(secret).toString('hex')],
    ['base64', base64(0)],
    ['base64, shifted by one', base64(1)],
    ['base64, shifted by two', base64(2)],
    ['base64url', Buffer.from(secret).toString('base64url').slice(0, -4)],
    ['reversed', [...secret].toReversed().join('')],
    ['half', secret.slice(0, secret.length / 2)],
  ])
}

/** Where which form of which secret lies: `form of name in place`. Empty is what is hoped for. */
export function leaksIn(
  places: ReadonlyMap<string, Uint8Array | string>,
  secrets: Readonly<Record<string, string>>,
): string[] {
  const found: string[] = []
  for (const [place, content] of places) {
    const bytes = Buffer.from(content)
    for (const [name, secret] of Object.entries(secrets)) {
      for (const [form, text] of formsOf(secret)) if (bytes.includes(text)) found.push(`${form} of ${name} in ${place}`)
    }
  }
  return found
}

/** Every file under a directory, names and link targets included, for {@link leaksIn}. */
export function filesUnder(
  directory: string,
  places = new Map<string, Uint8Array | string>(),
): Map<string, Uint8Array | string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) filesUnder(path, places)
    else if (entry.isSymbolicLink()) places.set(path, `${entry.name} ${readlinkSync(path)}`)
    else if (entry.isFile()) places.set(path, Buffer.concat([Buffer.from(`${entry.name}\n`), readFileSync(path)]))
  }
  return places
}
