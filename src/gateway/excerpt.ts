import { shorten, withoutSecrets } from '../credential/foreign-text.ts'
import { readErrorParts } from '../signatures/error-parts.ts'

/** Codes and messages of a failure, fit to be kept: no secret, and no more than a line each. */
export interface Excerpt {
  readonly codes: readonly string[]
  readonly messages: readonly string[]
}

const most = { codes: 12, codeCharacters: 80, messages: 4, characters: 300 }

/** Refusals of what was asked: their messages may quote the prompt. */
const quoting: ReadonlySet<number> = new Set([400, 409, 413, 415, 422])

/**
 * What may be kept of a failure's body. Messages of refusals that judge the request itself are kept only where they are
 * the words of a known card, since such an answer may quote what was asked.
 */
export function excerptOf(text: string, headers: Headers, status: number, known: boolean): Excerpt {
  const parts = readErrorParts(text, headers)
  const codes = [...parts.codes].slice(0, most.codes).map((code) => withoutSecrets(shorten(code, most.codeCharacters)))
  if (quoting.has(status) && !known) return { codes, messages: [] }
  const isText = parts.messages.length === 0 && !/^\s{0,9}</.test(text)
  const messages = (isText ? [text.trim()] : [...parts.messages]).filter((message) => message !== '')
  const short = messages
    .slice(0, most.messages)
    .map((message) => shorten(withoutSecrets(message.slice(0, 4_096)), most.characters))
  return { codes, messages: [...new Set(short)] }
}
