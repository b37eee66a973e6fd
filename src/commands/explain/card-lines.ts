import type { createColors } from 'picocolors'
import { signatures } from '../../signatures/index.ts'
import type { Match } from '../../signatures/paste/read-paste.ts'
import { placeNames } from '../../signatures/place-names.ts'
import type { CardCheck, Signature } from '../../signatures/signature.ts'
import { wrap } from './wrap.ts'

export interface Look {
  /** Columns to write in. */
  readonly width: number
  readonly colors: ReturnType<typeof createColors>
}

/** Text wider than this is tiring to read. */
const widest = 96

export const lookOf = (columns: number, colors: Look['colors']): Look => ({
  width: Math.max(40, Math.min(columns, widest)),
  colors,
})

/** How sure a match is, in a word. */
export const sureness = (confidence: number): string =>
  confidence >= 0.85 ? 'sure' : confidence >= 0.6 ? 'likely' : confidence >= 0.4 ? 'maybe' : 'a guess'

const plain = (name: string): string => name.replaceAll('-', ' ')

/** The short answer: what it is, what to do now, how to know that it worked. */
export function shortLines({ card, confidence }: Pick<Match, 'card' | 'confidence'>, look: Look): string[] {
  return [
    ...headLines(card, sureness(confidence), look),
    ...section('What it is', paragraph(card.meaning, look), look),
    ...section('Do this now', remedyLines(card, look), look),
    ...section('How to know that it worked', paragraph(card.worked, look), look),
    ...section('With warmkey', paragraph(withWarmkey(card), look), look),
  ]
}

/** Everything that the card says. */
export function fullLines(
  { card, confidence }: Pick<Match, 'card' | 'confidence'>,
  look: Look,
  titles: ReadonlyMap<string, string>,
): string[] {
  const { why, commonCauses, checks = [], otherwise, worked, ignorable, prevent, related = [] } = card
  const { colors } = look
  const text = (heading: string, sentence: string) => section(heading, paragraph(sentence, look), look)
  const list = (heading: string, lines: readonly string[]) => (lines.length === 0 ? [] : section(heading, lines, look))
  return [
    ...headLines(card, sureness(confidence), look),
    ...text('What it is', card.meaning),
    ...text('Why it happens', why),
    ...list(
      'What it usually is',
      commonCauses.flatMap((cause) => item('-', cause, look)),
    ),
    ...section(
      'What to do',
      [...remedyLines(card, look), ...(otherwise === undefined ? [] : paragraph(`Else: ${otherwise}`, look))],
      look,
    ),
    ...list(
      'How to check',
      checks.flatMap((check) => checkLines(check, look)),
    ),
    ...text('How to know that it worked', worked),
    ...text('Can it be ignored', ignorable),
    ...text('How to prevent it', prevent),
    ...text('With warmkey', withWarmkey(card)),
    ...list(
      'Related',
      related.flatMap((id) => item('-', `${titles.get(id) ?? ''} (${id})`, look)),
    ),
    ...section(
      'Seen',
      card.seen.flatMap((each) => [...shown(each.text, look), `    ${colors.dim(`${each.source} (${each.on})`)}`]),
      look,
    ),
  ]
}

function headLines(card: Signature, sure: string, { colors, width }: Look): string[] {
  const facts = [card.id, plain(card.area), plain(card.cause), sure]
  return [
    ...wrap(card.title, width).map((line) => colors.bold(line)),
    ...wrap(facts.join(' · '), width).map((line) => colors.dim(line)),
  ]
}

const section = (heading: string, lines: readonly string[], { colors }: Look): string[] => [
  '',
  colors.cyan(heading),
  ...lines,
]

const paragraph = (text: string, { width }: Look): string[] => wrap(text, width - 2).map((line) => `  ${line}`)

function item(mark: string, text: string, { width }: Look): string[] {
  const indent = ' '.repeat(mark.length + 1)
  return wrap(text, width - 2 - indent.length).map((line, place) => `  ${place === 0 ? `${mark} ` : indent}${line}`)
}

const remedyLines = ({ remedy }: Signature, look: Look): string[] =>
  remedy.length === 1
    ? paragraph(remedy[0] ?? '', look)
    : remedy.flatMap((step, place) => item(`${place + 1}.`, step, look))

function checkLines({ on, look: what, expect }: CardCheck, look: Look): string[] {
  const where = placeNames[on]
  // A command is copied, so it is not broken.
  return [
    `  ${where === '' ? '' : `${where}: `}${look.colors.bold(what)}`,
    ...wrap(expect, look.width - 4).map((line) => `    ${line}`),
  ]
}

function shown(text: string, { width }: Look): string[] {
  const line = text.replace(/\s+/g, ' ').trim()
  const short = line.length > 400 ? `${line.slice(0, 399)}…` : line
  return short === '' ? ['  (no body)'] : wrap(short, width - 2).map((each) => `  ${each}`)
}

/** What warmkey does where it meets it. */
export function withWarmkey(card: Signature): string {
  if (card.hearsay === true)
    return 'Only pages that repeat other pages report this text, so warmkey explains it and never acts on it.'
  if (!signatures.includes(card))
    return card.renewable === 'no'
      ? 'No other credential would help, so warmkey explains it and does nothing about it.'
      : 'It is said by a program and not by an API, so warmkey explains it and has nothing to repeat.'
  if (card.cause === 'rate-limit' || card.cause === 'overloaded')
    return 'Where the API says how long to wait, warmkey waits that long and sends the request again.'
  if (card.renewable === 'yes')
    return 'warmkey gets another credential and repeats the request, so that the client sees nothing of it.'
  if (card.renewable === 'unsure')
    return 'warmkey asks the source once for another credential and repeats the request where it gives one; else it hands the refusal over.'
  return 'No other credential would help, so warmkey hands the refusal over at once.'
}
