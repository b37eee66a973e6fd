import { timeOfDay } from '../../daemon/sign-in.ts'
import { WarmkeyError } from '../../errors.ts'
import { catalogue } from '../../signatures/catalogue.ts'
import { colorsOf } from '../connect/show.ts'
import type { WarmkeyContext } from '../context.ts'
import { fullLines, type Look, lookOf, shortLines, sureness } from './card-lines.ts'
import { type Found, find, foundJson, toCollect } from './found.ts'
import { type LearnFlags, learn } from './learn.ts'
import { openPage } from './page.ts'
import { type Question, type QuestionFlags, takeQuestion } from './question.ts'
import { wrap } from './wrap.ts'

export interface ExplainFlags extends QuestionFlags, LearnFlags {
  readonly learn: boolean
  readonly full: boolean
  readonly open: boolean
  readonly json: boolean
}

/** `warmkey explain`. Exit code 0 when something is known of it, 1 when nothing is; throws `usage` (2) for bad use. */
export async function explain(this: WarmkeyContext, flags: ExplainFlags, ...words: string[]): Promise<void> {
  const forLearning = flags.yes || flags.dryRun || flags.as !== undefined || flags.profile !== undefined
  if (forLearning && !flags.learn)
    throw new WarmkeyError('usage', '--as, --profile, --yes and --dry-run are for --learn.', { transient: false })
  const question = await takeQuestion(this, flags, words)
  const found = find(question)
  if (flags.learn) return learn(this, flags, question, found)
  // Our own refusals say themselves what they are and what to do.
  const own = question.failed?.said !== undefined
  this.process.exitCode = found.root === null && !own ? 1 : 0
  if (flags.json) {
    this.process.stdout.write(`${JSON.stringify(foundJson(found, question.failed), null, 2)}\n`)
    return
  }
  const look = lookOf(this.process.stdout.columns, colorsOf(this))
  this.process.stdout.write(
    `${[...exchangeLines(question, look), ...(own && found.root === null ? [] : answerLines(found, flags.full, look))].join('\n')}\n`,
  )
  if (flags.open && found.root !== null) this.process.stdout.write(`\n${openPage(this, found.root)}\n`)
}

/** Which request it is about, where it was not pasted. */
function exchangeLines({ failed }: Question, { colors, width }: Look): string[] {
  if (failed === null) return []
  const { method, path, profile, client, atMs, upstreamStatus, status, stopped } = failed
  const said = [
    upstreamStatus === null ? 'the API was not reached' : `the API said ${upstreamStatus}`,
    ...(upstreamStatus === status ? [] : [`the client got ${status}`]),
    ...(stopped === null ? [] : [`warmkey could not serve it (${stopped})`]),
  ].join(', ')
  const line = `${method} ${path} of ${client === '' ? 'an unnamed client' : client.split(' ')[0]} through ${profile}, ${timeOfDay(atMs)}: ${said}.`
  return [
    ...wrap(line, width).map((each) => colors.dim(each)),
    ...wrap(failed.messages.join(' / '), width - 2).map((each) => colors.dim(`  ${each}`)),
    '',
    ...(failed.said === undefined ? [] : [...wrap(failed.said, width), '']),
  ]
}

function answerLines(found: Found, full: boolean, look: Look): string[] {
  const [first, ...others] = found.matches
  if (first === undefined) return unknownLines(found, look)
  const { colors } = look
  const titles = new Map(catalogue.map(({ id, title }) => [id, title]))
  const lines = full ? fullLines(first, look, titles) : shortLines(first, look)
  if (others.length > 0) {
    lines.push('', colors.cyan('Also in this text'))
    for (const { card, confidence } of others) {
      lines.push(
        ...wrap(`${card.title} (${card.id}, ${sureness(confidence)})`, look.width - 2, '  ').map((line) => `  ${line}`),
      )
      if (!full) lines.push(...wrap(card.remedy[0] ?? '', look.width - 4).map((line) => colors.dim(`    ${line}`)))
    }
  }
  if (!full)
    lines.push(
      '',
      ...wrap('--full tells why, how to check and how to prevent it.', look.width).map((line) => colors.dim(line)),
    )
  return lines
}

/** Nothing is known of it: what comes near, and what to collect for whoever is asked next. */
function unknownLines({ nearest }: Found, { colors, width }: Look): string[] {
  const lines = [colors.bold('No card fits this text.')]
  if (nearest.length > 0) {
    lines.push('', colors.cyan('The nearest by their words, which need not mean the same'))
    for (const { id, title } of nearest)
      lines.push(...wrap(`${title} (${id})`, width - 2, '  ').map((line) => `  ${line}`))
  }
  lines.push('', colors.cyan('What helps to find out'))
  for (const each of toCollect)
    lines.push(...wrap(each, width - 4).map((line, place) => (place === 0 ? `  - ${line}` : `    ${line}`)))
  lines.push(
    '',
    ...wrap('If you have the answer of the API, try again with its status: warmkey explain --status N.', width).map(
      (line) => colors.dim(line),
    ),
  )
  return lines
}
