import type { ConnectNotes, ConnectPlan } from '../../clients/settings/connection.ts'
import type { WarmkeyContext } from '../context.ts'
import type { Installed } from './installed.ts'
import type { Proof } from './proof.ts'
import type { SettingsTarget } from './settings-target.ts'
import { colorsOf, listText } from './show.ts'

export interface Connected {
  readonly client: string
  readonly plan: ConnectPlan
  readonly profile: string
  readonly target: SettingsTarget
  readonly notes: ConnectNotes
  readonly installed: Installed | null
  /** `planned`: shown only. `unchanged`: it was connected so already. */
  readonly state: 'connected' | 'unchanged' | 'planned'
  /** Whether the daemon was started for it. */
  readonly started: boolean
  /** Whether the system starts it with each login. */
  readonly isService: boolean
  readonly proof: Proof | null
  readonly diff: string | null
  readonly asJson: boolean
}

/** Says what was done, on stdout: as sentences, or as one JSON document that only grows. */
export function reportConnected(context: WarmkeyContext, report: Connected): void {
  const { stdout } = context.process
  stdout.write(report.asJson ? `${JSON.stringify(asJson(report))}\n` : asText(context, report))
}

/** What a person should know before agreeing. */
export const notesText = ({ stillWins, lost, remarks }: ConnectNotes, colors: ReturnType<typeof colorsOf>): string =>
  [
    listText('What still wins over these settings', stillWins, colors),
    listText('What is lost while connected', lost, colors),
    listText('Worth knowing', remarks, colors),
  ].join('')

function asJson({
  client,
  plan,
  profile,
  target,
  notes,
  installed,
  state,
  started,
  isService,
  proof,
  diff,
}: Connected): unknown {
  return {
    version: 1,
    state,
    client,
    scope: plan.scope,
    mode: plan.mode,
    profile,
    settings: target.path,
    file: target.file,
    gateway: plan.mode === 'gateway' ? plan.gatewayUrl : null,
    diff,
    daemonStarted: started,
    daemonIsService: isService,
    installed,
    ...notes,
    proof,
  }
}

function asText(context: WarmkeyContext, report: Connected): string {
  const { client, plan, profile, target, installed, state, started, isService, proof } = report
  const colors = colorsOf(context)
  const to = plan.mode === 'gateway' ? `warmkey at ${plan.gatewayUrl}` : 'warmkey token'
  const done = {
    connected: `${client} is connected to ${to}, profile "${profile}". To put everything back: warmkey disconnect ${client}`,
    unchanged: `${client} was connected to ${to} already, profile "${profile}"; nothing was changed.`,
    planned: `Nothing was written (--dry-run). It would connect ${client} to ${to}, profile "${profile}".`,
  }[state]
  const sentences = [
    done,
    ...(started ? ['The daemon was not running and was started.'] : []),
    ...(state !== 'planned' && !isService && plan.mode === 'gateway'
      ? [
          `After a reboot ${client} has nobody to talk to until the daemon runs: \`warmkey up --install\` starts it with each login.`,
        ]
      : []),
    ...(state === 'connected' && target.file !== target.path ? [`Written through the link to ${target.file}.`] : []),
    ...(state === 'connected' ? [`A ${client} that runs already keeps its old settings: start it anew.`] : []),
    proofSentence(report),
  ].filter((sentence) => sentence !== '')
  const failed = proof !== null && (!proof.answered || proof.through === false)
  return [
    `${failed ? colors.red(sentences.join('\n')) : sentences.join('\n')}\n`,
    installed === null && state !== 'planned' ? `${client} is not installed here, so it was not tried.\n` : '',
  ].join('')
}

function proofSentence({ client, proof, installed, state }: Connected): string {
  if (proof === null)
    return installed === null || state === 'planned'
      ? ''
      : `It was not tried: \`warmkey connect ${client} --prove\` sends one real request.`
  const { answered, through, text } = proof
  if (!answered) return `Not proven: ${client} was asked for one word and said: ${text}`
  if (through === false) return `Not proven: ${client} answered, but not by way of warmkey. See what still wins, above.`
  return `Proven: ${client} answered a real request${through === true ? ' by way of warmkey' : ''}: ${text}`
}
