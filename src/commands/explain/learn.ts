import { WarmkeyError } from '../../errors.ts'
import { catalogue } from '../../signatures/catalogue.ts'
import { signatures } from '../../signatures/index.ts'
import { refusedFile } from '../connect/settings-target.ts'
import type { WarmkeyContext } from '../context.ts'
import { change, reportChange } from '../profile/change.ts'
import { findProfile } from '../profile/find-profile.ts'
import { readOwnConfig } from '../profile/own-config.ts'
import type { Found } from './found.ts'
import { alsoCaught, type LearnedRule, learnedRule, type RuleKind } from './learned-rule.ts'
import type { Question } from './question.ts'
import { addRule } from './rule-edit.ts'

export interface LearnFlags {
  readonly as?: RuleKind
  readonly profile?: string
  readonly dryRun: boolean
  readonly yes: boolean
  readonly json: boolean
}

/**
 * `warmkey explain --learn`: makes a rule of the failure and writes it into the user's profile, after showing what it
 * will hold for. Nothing is learned that a card decides in the same way already. Throws `usage`, `profile-unknown`,
 * `config-invalid`, `settings-refused`.
 */
export async function learn(
  context: WarmkeyContext,
  flags: LearnFlags,
  { pasted, failed }: Question,
  { root }: Found,
): Promise<void> {
  const learned = learnedRule(pasted, flags.as, catalogue)
  const before = readOwnConfig(context)
  const name = profileName(flags, failed?.profile, before.config)
  const { renewOn, denyOn } = findProfile(before.config, name, before.file)
  const list = learned.kind === 'renew' ? 'renewOn' : 'denyOn'
  const { stdout } = context.process
  if (root !== null && signatures.includes(root) && root.renewable === (learned.kind === 'renew' ? 'yes' : 'no')) {
    const sentence = `warmkey decides so already, by its card ${root.id}; there is nothing to learn.`
    context.process.exitCode = 0
    stdout.write(
      flags.json ? `${JSON.stringify({ version: 1, outcome: 'unchanged', card: root.id })}\n` : `${sentence}\n`,
    )
    return
  }
  const same = (learned.kind === 'renew' ? renewOn : denyOn).some(
    ({ status, body }) => status === learned.rule.status && body === learned.rule.body,
  )
  const day = new Date(context.clock.nowMs()).toISOString().slice(0, 10)
  const comment = `Learned ${day}${failed === null ? '' : ` from ${failed.method} ${failed.path}`}: ${learned.example}`
  const edited = same
    ? { text: before.text ?? '{}', records: [] }
    : addRule(before.text ?? '{}', ['profiles', name, list], learned.rule, comment)
  if ('refused' in edited) throw refusedFile(`${before.file} ${edited.refused}.`, { remedy: 'Mend it first.' })
  const wanted = { what: 'learn', profile: name, before, ...edited, warnings: warningsOf(learned, name) }
  const written = await change(context, flags, wanted)
  context.process.exitCode = 0
  const effect = learned.kind === 'renew' ? 'is renewed and repeated' : 'is handed over at once'
  const done = `From now on such an answer ${effect} in the profile "${name}".\nTo take it back: warmkey profile undo`
  reportChange(context, flags, written, { done, file: before.file, facts: { profile: name, list, rule: learned.rule } })
}

function profileName(
  flags: LearnFlags,
  of: string | undefined,
  { profiles, default: standard }: { readonly profiles: object; readonly default?: string | undefined },
): string {
  const names = Object.keys(profiles)
  const name =
    flags.profile ??
    (of !== undefined && names.includes(of) ? of : undefined) ??
    standard ??
    (names.length === 1 ? names[0] : undefined)
  if (name !== undefined) return name
  throw new WarmkeyError('usage', 'A rule belongs to a profile, and it is not clear to which.', {
    remedy:
      names.length === 0
        ? 'Add one first: warmkey profile add'
        : `Name it with --profile; there are: ${names.join(', ')}.`,
    transient: false,
  })
}

/** What the rule will hold for, said before anybody agrees. */
function warningsOf(learned: LearnedRule, name: string): string[] {
  const { status, body } = learned.rule
  const which = status === undefined ? 'every answer from 400 on' : `every ${status}`
  const effect =
    learned.kind === 'renew' ? 'is taken for an expired credential' : 'is taken for a denial that no renewal cures'
  return [
    `In the profile "${name}", ${which} whose body contains ${JSON.stringify(body)} ${effect}.`,
    ...alsoCaught(learned, signatures).map(({ card, otherwise }) =>
      otherwise
        ? `It also holds for a known answer that is decided otherwise today: ${card.title} (${card.id}).`
        : `It also holds for a known answer: ${card.title} (${card.id}).`,
    ),
  ]
}
