import { lstatSync, readFileSync } from 'node:fs'
import { isOurs, placesOf } from './places.ts'
import type { StatePlace } from './state-directory.ts'

export * from './ask.ts'

/** Path of the living daemon's socket, or `null` where none can be. A socket in a place that others reach is `unsafe`. */
export function findSocket(place: StatePlace): string | null {
  const { runtime, socket, card } = placesOf(place)
  if (isSocketOfOurs(socket, runtime, place.platform)) return socket
  // A daemon that a service manager started may have another runtime directory than this shell.
  const elsewhere = socketOnCard(card)
  if (elsewhere === null || elsewhere === socket) return null
  return isSocketOfOurs(elsewhere, elsewhere.slice(0, elsewhere.lastIndexOf('/')), place.platform) ? elsewhere : null
}

function isSocketOfOurs(path: string, directory: string, platform: string): boolean {
  try {
    const stats = lstatSync(path)
    if (platform === 'win32') return true
    return stats.isSocket() && stats.uid === process.getuid?.() && isOurs(directory)
  } catch {
    // Nothing is there, or something that is no directory stands in its way.
    return false
  }
}

/** The socket of the daemon that wrote this card, which may be dead; `null` where there is none. */
export function socketOnCard(path: string): string | null {
  try {
    const card: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const socket = typeof card === 'object' && card !== null && 'socket' in card ? card.socket : null
    return typeof socket === 'string' ? socket : null
  } catch {
    return null
  }
}
