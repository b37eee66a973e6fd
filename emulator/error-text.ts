import { gunzipSync } from 'node:zlib'
import type { Answer } from './wire/answer.ts'

const longest = 300

/**
 * What an error answer says, for people: the message in its JSON, else the title or the beginning of its text, on one
 * line of at most 300 characters. `undefined` where it is no error or says nothing.
 */
export function errorText({ status, headers, body }: Answer): string | undefined {
  if (status < 400 || !(body instanceof Uint8Array)) return undefined
  const zipped = headers.some(([name, value]) => name.toLowerCase() === 'content-encoding' && value === 'gzip')
  const text = new TextDecoder().decode(zipped ? gunzipSync(body) : body)
  const said = (messageIn(text) ?? /<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? text).replace(/\s+/g, ' ').trim()
  if (said === '') return undefined
  return said.length > longest ? `${said.slice(0, longest - 1)}…` : said
}

/** The message in the shapes of the captured wordings: `error.message`, `message`, `Message`, `error` or `detail`. */
function messageIn(text: string): string | null {
  try {
    const { error, message, Message, detail } = JSON.parse(text)
    const found = [error?.message, message, Message, error, detail].find((each) => typeof each === 'string')
    return found ?? null
  } catch {
    return null
  }
}
