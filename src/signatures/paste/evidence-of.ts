import { bareCode, readCharacters } from '../error-parts.ts'
import type { Evidence } from '../match.ts'
import { providerIn } from '../providers.ts'
import type { Pasted } from './pasted.ts'
import type { Said } from './said.ts'
import { utterances } from './utterances.ts'

/** What a record holds for the conditions of cards. */
export function evidenceOf(said: Said, pasted: Pasted): Evidence {
  const { status, headers } = pasted
  const statuses = [...new Set([...(status === null ? [] : [status]), ...said.statuses])]
  const messages = [...new Set([said.flat, ...said.values.map(({ text }) => text), ...said.plain.text.split('\n')])]
  return {
    statuses: statuses.length === 0 ? null : statuses,
    header: (name) => headers?.get(name) ?? said.headers.get(name) ?? null,
    codes: codesOf(said, pasted, statuses.length > 0),
    messages,
    bodies: said.page === null ? [said.flat] : [said.page, said.flat],
    provider: pasted.provider ?? providerIn(said.flat),
    client: pasted.client,
    printed: messages,
  }
}

/** The same, with every part of a line that may be a whole message. */
export function inParts(whole: Evidence, said: Said): Evidence {
  const parts = [...utterances(said.plain.text), ...said.values.flatMap(({ text }) => utterances(text))]
  const messages = [...new Set([...whole.messages, ...parts])]
  return { ...whole, messages, printed: messages }
}

/**
 * The codes of a record and of the headers that were given. Bare words with a status or a provider beside them have lost
 * the body that they were in, so their code is not known.
 */
function codesOf(
  { codes, values }: Said,
  { headers, provider }: Pasted,
  hasStatus: boolean,
): ReadonlySet<string> | null {
  const given = headers?.get('x-amzn-errortype') ?? null
  if (codes.size === 0 && values.length === 0 && given === null && (hasStatus || provider !== undefined)) return null
  return new Set([...codes.keys(), ...(given === null ? [] : [bareCode(given)])])
}

/** What is known without reading the text: what was given beside it, with all of it as its only message. */
export function evidenceBeside({ status, headers, provider, client, text }: Pasted): Evidence {
  const body = text.slice(0, readCharacters).trim()
  return {
    statuses: status === null ? null : [status],
    header: (name) => headers?.get(name) ?? null,
    codes: new Set([bareCode(headers?.get('x-amzn-errortype') ?? '')]),
    messages: [body],
    bodies: [body],
    provider,
    client,
    printed: [body],
  }
}
