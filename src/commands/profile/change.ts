import type { EditRecord } from '../../clients/settings/json-edit.ts'
import type { ReloadAnswer, Status } from '../../daemon/control-protocol.ts'
import { demandAtOnce, isSilence } from '../../daemon/silent.ts'
import { WarmkeyError } from '../../errors.ts'
import { agree } from '../connect/agree.ts'
import { colorsOf, diffText } from '../connect/show.ts'
import type { WarmkeyContext } from '../context.ts'
import { configOf, type OwnConfig, writeOwnConfig } from './own-config.ts'
import { shownConfig } from './shown-config.ts'

/** Flags of every command that writes the configuration. */
export interface WriteFlags {
  readonly dryRun: boolean
  readonly yes: boolean
  readonly json: boolean
}

export interface Change {
  /** As the command is named: `add`. */
  readonly what: string
  readonly profile: string
  readonly before: OwnConfig
  /** The text that is to stand there; `null` for no file. */
  readonly text: string | null
  readonly records: readonly EditRecord[]
  /** Sentences that a person should know before agreeing. */
  readonly warnings?: readonly string[]
  /** Whether it is kept to be taken back. Default yes. */
  readonly remembered?: boolean
  /** `typed`: the command line was the agreement. `asked`: it was shown and agreed to on a screen of its own. */
  readonly agreed?: 'typed' | 'asked'
}

export type Outcome = 'written' | 'unchanged' | 'planned'

export interface Written {
  readonly outcome: Outcome
  readonly diff: string | null
  /** What became of it in a daemon that runs, as a sentence; `null` where none does, or nothing was written. */
  readonly daemon: string | null
}

/**
 * Shows a change of the configuration, asks, and writes it. The new text is read first as the daemon would read it: a
 * wrong one is never written. Throws `config-invalid`, and what {@link agree} throws.
 */
export async function change(context: WarmkeyContext, flags: WriteFlags, wanted: Change): Promise<Written> {
  const { before, text, warnings = [] } = wanted
  if (text !== null && text.replace('\uFEFF', '').trim() !== '') configOf(text, before.file)
  if (text === (before.bytes === null ? null : before.text)) return { outcome: 'unchanged', diff: null, daemon: null }
  const colors = colorsOf(context, flags.json)
  const diff = diffText(before.file, before.text, text, colors, shownConfig)
  const shown = `${diff}${warnings.map((sentence) => `${colors.yellow('!')} ${sentence}\n`).join('')}`
  const asks = !flags.yes && !flags.dryRun && wanted.agreed === undefined
  const isShown = wanted.agreed === 'asked' || (asks && context.process.stdin.isTTY)
  if (!flags.json && !isShown) context.process.stdout.write(shown)
  if (flags.dryRun) return { outcome: 'planned', diff, daemon: null }
  if (asks) agree(context, shown, `Write this to ${before.file}?`)
  const bytes = text === null ? null : Buffer.from(text)
  writeOwnConfig(context, before, bytes, wanted.remembered === false ? null : wanted)
  return { outcome: 'written', diff, daemon: await tellDaemon(context, before.file) }
}

/** A daemon that runs notices by itself; asked, it says at once what it thinks of it. */
async function tellDaemon(context: WarmkeyContext, file: string): Promise<string | null> {
  const { clock } = context
  try {
    const status = await demandAtOnce<Status>(context, clock, { method: 'GET', path: '/v1/status' })
    if (status === null) return null
    if (status.config.file !== null && status.config.file !== file)
      return `The daemon that runs uses another configuration: ${status.config.file}.`
    const answer = await demandAtOnce<ReloadAnswer>(context, clock, { method: 'POST', path: '/v1/reload' })
    if (answer === null) return null
    if (answer.kind === 'refused') return `The daemon that runs has refused it: ${answer.problems.join(' ')}`
    return 'The daemon that runs has taken it over.'
  } catch (thrown) {
    if (isSilence(thrown)) return thrown.sentence
    if (thrown instanceof WarmkeyError) return null
    throw thrown
  }
}

/** Says what was done: `done` as a sentence, or all of it as one JSON document that only grows. */
export function reportChange(
  context: WarmkeyContext,
  flags: Pick<WriteFlags, 'json'>,
  { outcome, diff, daemon }: Written,
  { done, file, facts = {} }: { readonly done: string; readonly file: string; readonly facts?: object },
): void {
  const { stdout } = context.process
  if (flags.json) {
    stdout.write(`${JSON.stringify({ version: 1, outcome, file, ...facts, diff, daemon })}\n`)
    return
  }
  const sentences = {
    written: [done, ...(daemon === null ? [] : [daemon])],
    unchanged: ['It is so already; nothing was changed.'],
    planned: ['Nothing was written (--dry-run).'],
  }[outcome]
  stdout.write(`${sentences.join('\n')}\n`)
}
