import { randomBytes } from 'node:crypto'

const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** An id as the Anthropic API makes them: a prefix and 22 letters of base 58, so every id of a kind is equally long. */
export function makeId(prefix: 'req_01' | 'msg_01'): string {
  let id: string = prefix
  for (const byte of randomBytes(22)) id += letters[byte % letters.length]
  return id
}
