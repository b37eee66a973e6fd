import { profileFor } from '../../config-directory.ts'
import { tryProfile } from '../../daemon/try-profile.ts'
import { WarmkeyError } from '../../errors.ts'
import { profileSchema } from '../../profile.ts'
import type { WarmkeyContext } from '../context.ts'
import { addition, agreedWith, askName, canAsk } from '../profile/add.ts'
import { askProfile } from '../profile/ask-profile.ts'
import { type Asker, personAtTerminal } from '../profile/asker.ts'
import { change, reportChange, type WriteFlags } from '../profile/change.ts'
import { type Draft, profileOfDraft } from '../profile/draft.ts'
import { lookAtConfig, type OwnConfig, readOwnConfig } from '../profile/own-config.ts'
import { machineWorld } from '../run/world.ts'
import { whyNotClaude } from './client-credential.ts'
import { findCandidates, type Judged } from './find-candidates.ts'
import { choose, freeName, listText, nothingFound, short } from './screens.ts'

export interface InitFlags extends WriteFlags {
  /** Whether the result is tried with a real request. Default yes. */
  readonly try: boolean
}

/** What is to be written, and where it came from. */
interface Chosen {
  readonly name: string
  readonly draft: Draft
  /** `null` where a person said everything. */
  readonly candidate: Judged | null
}

/** `warmkey init`: looks at what is on the machine, asks the least, tries it with a real request, and writes it. */
export async function init(this: WarmkeyContext, flags: InitFlags): Promise<void> {
  const { env, home, platform, cwd } = this
  const { file, config } = lookAtConfig(this)
  const world = machineWorld({ env, home, platform, cwd })
  const found = findCandidates(world, config)
  const why = whyNotClaude(world)
  if (flags.json && !flags.yes) return listAsJson(this, file, found, why)
  const before = readOwnConfig(this)
  if (canAsk(this, flags)) return withPerson(this, flags, before, found, why)
  const best = found.find(({ needs, existing }) => needs.length === 0 && existing === null)
  if (best === undefined) return nothingToTake(this, flags, file, found, why)
  if (!flags.yes) {
    this.process.stdout.write(listText(found, why, home))
    throw new WarmkeyError('usage', 'There is no terminal to ask on, so nothing was changed.', {
      remedy: `--yes takes "${best.title}", --json lists all of them, and \`warmkey profile add\` takes flags.`,
      transient: false,
    })
  }
  await write(
    this,
    flags,
    before,
    { name: freeName(best.name, before.config), draft: best.draft, candidate: best },
    null,
  )
}

async function withPerson(
  context: WarmkeyContext,
  flags: InitFlags,
  before: OwnConfig,
  found: readonly Judged[],
  why: string | null,
): Promise<void> {
  const asker = await personAtTerminal('warmkey init', context.process.stdout.columns)
  if (why !== null) asker.say(why)
  const candidate = await choose(asker, found, context.home)
  const draft = await askProfile(asker, candidate?.draft ?? {}, context.env)
  const name = await askName(asker, before.config, freeName(candidate?.name ?? 'work', before.config))
  await write(context, flags, before, { name, draft, candidate }, asker)
}

/** Tries it, shows it, writes it. */
async function write(
  context: WarmkeyContext,
  flags: InitFlags,
  before: OwnConfig,
  { name, draft, candidate }: Chosen,
  asker: Asker | null,
): Promise<void> {
  const profile = profileOfDraft(name, draft)
  const { clock, home, env, cwd } = context
  const signal = context.onEnd()
  const tried = flags.try
    ? await tryWith(asker, () => tryProfile(profileSchema.parse(profile), { clock, env, home, signal }))
    : null
  if (signal.aborted) throw new WarmkeyError('usage', 'Nothing was changed.', { transient: false })
  if (tried?.outcome === 'refused') {
    const goes = asker !== null && (await asker.confirm('Write it all the same?', false))
    if (!goes) return notWritten(context, flags, before, tried.sentence)
  }
  const comments =
    candidate === null ? [] : [`Found by warmkey init: ${candidate.title},`, `${short(candidate.place, home)}`]
  const added = addition(before, { name, profile, isDefault: false, directory: null, comments })
  const asked = asker !== null && !flags.dryRun && (await agreedWith(context, asker, before, added.text))
  const written = await change(context, flags, asked ? { ...added, agreed: 'asked' } : added)
  const isDefault = before.config.default === undefined && Object.keys(before.config.profiles).length === 0
  const as = isDefault ? '' : ` --profile ${name}`
  const sentences = [
    `The profile "${name}" is in ${before.file}.`,
    ...(tried === null || asker !== null ? [] : [tried.sentence]),
    ...(candidate?.remarks ?? []),
    `Use it:      warmkey run${as} -- claude`,
    `Or for good: warmkey connect claude-code${as}`,
    ...overruled(context, before, name, cwd),
  ]
  const facts = { profile: name, candidate: candidate?.id ?? null, tried }
  reportChange(context, flags, written, { done: sentences.join('\n'), file: before.file, facts })
  context.process.exitCode = 0
}

/** It was tried and does not work: that is an answer, and no failure of ours. */
function notWritten(context: WarmkeyContext, { json }: InitFlags, { file }: OwnConfig, sentence: string): void {
  const remedy = 'Mend that and try again; `warmkey init --no-try` writes it untried.'
  const { stdout, stderr } = context.process
  if (json) stdout.write(`${JSON.stringify({ version: 1, outcome: 'refused', file, sentence, remedy })}\n`)
  else stderr.write(`warmkey: The credential was tried, and nothing was written. ${sentence}\n${remedy}\n`)
  context.process.exitCode = 1
}

async function tryWith<Result extends { readonly outcome: string; readonly sentence: string }>(
  asker: Asker | null,
  work: () => Promise<Result>,
): Promise<Result> {
  const done = asker?.busy('Trying it with a request that costs nothing')
  const result = await work()
  done?.(result.sentence, result.outcome === 'refused')
  return result
}

/** Where another profile counts in this very directory, whoever reads "use it" should know. */
function overruled({ home }: WarmkeyContext, { config }: OwnConfig, name: string, cwd: string): string[] {
  try {
    const here = profileFor(config, { name: undefined, cwd, home })
    return here === null || here.name === name || here.by.kind === 'default'
      ? []
      : [`In this directory "${here.name}" counts; --profile overrules it.`]
  } catch (thrown) {
    if (thrown instanceof WarmkeyError) return [thrown.sentence]
    throw thrown
  }
}

/** Where `--yes` has nothing to take: what is there, and what to type. */
function nothingToTake(
  context: WarmkeyContext,
  { json }: InitFlags,
  file: string,
  found: readonly Judged[],
  why: string | null,
): void {
  const { home, process: self } = context
  const known = found.map(({ existing }) => existing).find((name) => name !== null)
  const remedy =
    known === undefined
      ? 'On a terminal `warmkey init` asks for what is missing; `warmkey profile add` takes it as flags.'
      : `Use what is there: warmkey run --profile ${known} -- claude`
  const sentence = 'Nothing of this can be taken as it is, so nothing was changed.'
  self.exitCode = 1
  if (json) self.stdout.write(`${JSON.stringify({ version: 1, outcome: 'nothing', file, sentence, remedy })}\n`)
  else
    self.stdout.write(found.length === 0 ? nothingFound(why) : `${listText(found, why, home)}${sentence} ${remedy}\n`)
}

function listAsJson(context: WarmkeyContext, file: string, found: readonly Judged[], why: string | null): void {
  const candidates = found.map(({ id, title, place, name, draft, needs, existing, remarks }) => ({
    id, title, place, name, profile: draft, needs, existing, remarks,
  })) // biome-ignore format: one line for what is only passed on
  context.process.stdout.write(
    `${JSON.stringify({ version: 1, file, candidates, notes: why === null ? [] : [why] })}\n`,
  )
  context.process.exitCode = found.length === 0 ? 1 : 0
}
