/**
 * What holds for every card. Each function gives its problems as sentences that say what to do, because whoever writes a
 * card runs this all the time.
 */
import { redact } from '../../src/secret.ts'
import { matchSignatures } from '../../src/signatures/match.ts'
import { literalsOf } from '../../src/signatures/paste/literals.ts'
import { readPaste } from '../../src/signatures/paste/read-paste.ts'
import type { Sighting, Signature } from '../../src/signatures/signature.ts'
import { disguises } from '../kit/disguises.ts'
import { linearProblems } from './linear-pattern.ts'

export interface Lists {
  /** The cards that decide, in order. */
  readonly deciding: readonly Signature[]
  /** The cards that only explain, in order. */
  readonly explaining: readonly Signature[]
}

const short = (text: string): string => JSON.stringify(text.length > 140 ? `${text.slice(0, 140)}…` : text)
const quoted = (id: string | null | undefined): string => (id == null ? 'nothing' : `"${id}"`)

/** That both lists are whole: each file in one of them, in the order that the documents show. */
export function listProblems(
  { deciding, explaining }: Lists,
  files: ReadonlyMap<string, Signature>,
  documented: readonly string[],
): string[] {
  const problems: string[] = []
  const all = [...deciding, ...explaining]
  const count = (card: Signature) => all.filter((each) => each === card).length
  for (const [file, card] of files) {
    if (count(card) === 0)
      problems.push(`${file} is in no list: add it to index.ts (an API sends it) or catalogue.ts (it only explains).`)
    if (count(card) > 1) problems.push(`${file} is listed twice: it belongs into one list, once.`)
  }
  for (const card of all)
    if (![...files.values()].includes(card)) problems.push(`${card.id} is listed, and no file of the shelf exports it.`)
  const twice = all.map(({ id }) => id).filter((id, place, ids) => ids.indexOf(id) !== place)
  for (const id of twice) problems.push(`The id ${id} is taken twice: ids are how documents and programs name a card.`)
  const order = { no: 0, unsure: 1, yes: 2 }
  for (const [place, card] of deciding.entries()) {
    const next = deciding[place + 1]
    if (next !== undefined && order[card.renewable] > order[next.renewable])
      problems.push(
        `${next.id} (renewable: ${next.renewable}) stands behind ${card.id} (${card.renewable}) in index.ts; the order is no, unsure, yes.`,
      )
  }
  if (documented.join() !== all.map(({ id }) => id).join())
    problems.push(
      'docs/reference/signatures.md lists other cards, or in another order: run node scripts/docs.mjs and commit it.',
    )
  return problems
}

/** The words of a card: whole sentences, a next step, nothing secret, nothing that a client would catch. */
export function wordProblems(card: Signature, ids: ReadonlySet<string>): string[] {
  const problems: string[] = []
  const say = (what: string) => problems.push(`${card.id}: ${what}`)
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(card.id)) say('its id is not two or more words in kebab-case.')
  if (!/^[A-Z0-9].*[^.]$/.test(card.title))
    say(`its title begins with a capital and has no full stop at the end: ${short(card.title)}`)
  const { why, otherwise, worked, ignorable, prevent } = card
  const sentences = { meaning: card.meaning, why, otherwise, worked, ignorable, prevent }
  for (const [name, text] of Object.entries(sentences))
    if (text !== undefined && !/^\S+ [\s\S]*[.?!]["”)]?$/.test(text))
      say(`${name} is a whole sentence with a full stop: ${short(text)}`)
  if (card.remedy.length === 0) say('it has no remedy; whoever reads it must learn what to do next.')
  for (const step of card.remedy) {
    if (!/^[A-Z"`][\s\S]*\.$/.test(step))
      say(`each step of the remedy is a whole sentence with a full stop: ${short(step)}`)
    if (/^(?:The|It|This|That|There|These|Those|An?|Your?) (?!is no need)/.test(step))
      say(`each step of the remedy begins with what to do (a verb, or a condition): ${short(step)}`)
  }
  for (const cause of card.commonCauses)
    if (/\.$/.test(cause)) say(`commonCauses are phrases without a full stop: ${short(cause)}`)
  for (const { look, expect } of card.checks ?? [])
    if (look.trim() === '' || expect.trim() === '') say('each check says where to look and what should be there.')
  for (const id of card.related ?? []) {
    if (id === card.id) say('it is related to itself.')
    else if (!ids.has(id)) say(`it is related to "${id}", and there is no such card.`)
  }
  if (new Set(card.related).size !== (card.related?.length ?? 0)) say('it names a related card twice.')
  const words = [card.title, card.meaning, ...card.remedy].join('\n')
  const caught = /x-api-key|credit balance is too low|prompt is too long/i.exec(words)
  if (caught !== null)
    say(`Claude Code replaces every message with "${caught[0]}" by words of its own; say it otherwise.`)
  const everything = JSON.stringify(card)
  if (redact(everything) !== everything) say('something in it looks like a credential: shorten it to "sk-...".')
  return problems
}

/** Where a card was seen, and whether its conditions ask for anything. */
export function evidenceProblems(card: Signature): string[] {
  const problems: string[] = []
  const say = (what: string) => problems.push(`${card.id}: ${what}`)
  for (const sighting of [...card.seen, ...(card.notThis ?? [])]) {
    if (!/^https:\/\/\S+$/.test(sighting.source)) say(`a sighting has no https address: ${short(sighting.text)}`)
    if (!/^20\d\d-[01]\d-[0-3]\d$/.test(sighting.on))
      say(`a sighting has no date like 2026-11-21: ${short(sighting.text)}`)
  }
  if (!/^20\d\d-[01]\d-[0-3]\d$/.test(card.updatedOn)) say('updatedOn is no date like 2026-11-21.')
  if (card.hearsay === true && card.renewable === 'yes')
    say('what only pages repeat is never renewed: renewable is "no" or "unsure".')
  for (const when of card.when) {
    const { status, code, headers, message, body, printed } = when
    if ([status, code, headers, message, body, printed].every((each) => each === undefined))
      say('an alternative of `when` asks for no status, code, header or text, so it would claim everything.')
    if (status?.length === 0 || code?.length === 0) say('an empty list in `when` never holds.')
    for (const name of Object.keys(headers ?? {}))
      if (name !== name.toLowerCase()) say(`the header ${name} is written in lower case.`)
    const patterns = { message, body, printed, ...headers }
    for (const [name, pattern] of Object.entries(patterns)) {
      if (pattern === undefined) continue
      for (const problem of linearProblems(pattern)) say(`the pattern of ${name} ${problem}: ${pattern}`)
      const isText = pattern === message || pattern === printed
      if (isText && literalsOf(pattern) === null)
        say(`the pattern of ${name} asks for no word of three letters: ${pattern}`)
    }
  }
  return problems
}

const providerOf = (card: Signature): string | undefined => {
  const asked = card.when.flatMap(({ provider }) => provider ?? [])
  return asked.length === 0 || asked.includes(card.provider)
    ? asked.length === 0
      ? undefined
      : card.provider
    : asked[0]
}

const factsOf = (card: Signature, { status, headers, text }: Sighting) => {
  const provider = providerOf(card)
  return {
    status: status ?? null,
    headers: headers === undefined ? null : new Headers(headers),
    text,
    ...(provider === undefined ? {} : { provider }),
  }
}

/** That a card claims what was seen of it and nothing else: as an answer in the gateway, and pasted by a person. */
export function claimProblems(
  card: Signature,
  { deciding, explaining }: Lists,
  catalogue: readonly Signature[],
): string[] {
  const problems: string[] = []
  const decides = !explaining.includes(card)
  for (const sighting of card.seen) {
    const facts = factsOf(card, sighting)
    const claimed = matchSignatures(facts, deciding)?.id ?? null
    if (decides && claimed !== card.id)
      problems.push(
        `${card.id}: the gateway takes its own text for ${quoted(claimed)}; narrow that card, or widen this one: ${short(sighting.text)}`,
      )
    const { root, matches } = readPaste(facts, catalogue)
    if (root?.id !== card.id)
      problems.push(
        `${card.id}: pasted, its own text is taken for ${quoted(root?.id)} (found: ${foundIn(matches)}): ${short(sighting.text)}`,
      )
  }
  for (const sighting of card.notThis ?? []) {
    // Whoever pastes a look-alike does not say that it is this provider's.
    const facts = { ...factsOf(card, sighting), provider: undefined }
    if (matchSignatures(facts, deciding)?.id === card.id)
      problems.push(
        `${card.id}: it claims a text of its notThis in the gateway; narrow its \`when\`: ${short(sighting.text)}`,
      )
    if (readPaste(facts, catalogue).root?.id === card.id)
      problems.push(
        `${card.id}: it claims a text of its notThis when that is pasted; narrow its \`when\`: ${short(sighting.text)}`,
      )
  }
  return problems
}

const foundIn = (matches: readonly { readonly card: Signature }[]): string =>
  matches.map(({ card }) => card.id).join(', ') || 'nothing'

/** That no card claims what is no known failure. */
export function ordinaryProblems(text: string, catalogue: readonly Signature[]): string[] {
  const { matches } = readPaste({ text, status: null, headers: null }, catalogue)
  return matches.map(({ card }) => `${card.id}: it claims an ordinary text; narrow its \`when\`: ${short(text)}`)
}

/** That a card is found in each dress. What is cut may be the beginning of several texts, so there it is one of them. */
export function disguiseProblems(card: Signature, catalogue: readonly Signature[]): string[] {
  const problems: string[] = []
  for (const sighting of card.seen) {
    if (sighting.text.trim() === '') continue
    for (const { name, wear } of disguises(sighting.status)) {
      const text = wear(sighting.text)
      const { root, matches } = readPaste({ ...factsOf(card, sighting), text }, catalogue)
      const found = name.startsWith('cut') ? matches.some((match) => match.card.id === card.id) : root?.id === card.id
      if (!found)
        problems.push(
          `${card.id}: as "${name}", its text is taken for ${quoted(root?.id)} (found: ${foundIn(matches)}): ${short(text)}`,
        )
    }
  }
  return problems
}
