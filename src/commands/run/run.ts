import { randomBytes } from 'node:crypto'
import type { Approval, ClientWorld, Decision, Launch } from '../../clients/client.ts'
import { clientFor } from '../../clients/index.ts'
import type { Clock } from '../../clock.ts'
import { stateDirectory } from '../../daemon/state-directory.ts'
import { asWarmkeyError, WarmkeyError } from '../../errors.ts'
import { openLocalKey } from '../../gateway/local-keys.ts'
import type { Profile } from '../../profile.ts'
import type { Secret } from '../../secret.ts'
import { openApprovals } from './approvals.ts'
import { type ChildEnd, type ChildOptions, findCommand, notExecutable } from './child.ts'
import { runMark } from './guard.ts'
import { profileOf } from './profile.ts'
import { openRunDirectory } from './run-directory.ts'

export interface RunInput {
  /** Name of a profile of the configuration; `undefined` for the default one, or else what the command itself uses. */
  readonly profile: string | undefined
  readonly trustProject: boolean
  readonly command: string
  readonly args: readonly string[]
}

/** A gateway of this run alone. */
export interface RunGateway {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly localKey: Secret
  close(): Promise<void>
}

export interface RunDeps {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly platform: string
  readonly cwd: string
  readonly clock: Clock
  /** What the clients may see of the machine. */
  readonly world: () => ClientWorld
  /** Writes one line to stderr. */
  readonly say: (line: string) => void
  /** Asks the person at the terminal; `null` where nobody is. */
  readonly ask: (question: string) => boolean | null
  /** The profile of that name, or the default one; `null` where none is configured. Throws on a bad configuration. */
  readonly chooseProfile: (name: string | undefined) => { readonly name: string; readonly profile: Profile } | null
  readonly openGateway: (profile: Profile, env: Readonly<Record<string, string | undefined>>) => RunGateway
  readonly runChild: (options: ChildOptions) => Promise<ChildEnd>
  /** Ends this process by a signal. */
  readonly endBySignal: (signal: NodeJS.Signals) => void
}

/** What the child is started with: a profile behind a gateway, or nothing of ours. */
type Plan =
  | { readonly kind: 'keep'; readonly profile: Profile; readonly sourceEnv: Readonly<Record<string, string>> }
  | { readonly kind: 'unchanged' }

const question = ({ what, path, text, effect }: Approval): string =>
  [
    '',
    what === 'helper' ? `${path} wants to obtain the key with this command:` : `${path} wants requests to go to:`,
    `  ${text}`,
    effect,
    'Use it, now and from here on?',
  ].join('\n')

/**
 * Starts a command whose credential warmkey keeps. Resolves with its exit code (128 and the number for a signal), 127
 * or 126 when there is no such command, 2 when warmkey cannot work; then the command was not started.
 */
export async function run(input: RunInput, deps: RunDeps): Promise<number> {
  const { env, cwd, platform } = deps
  const found = findCommand(input.command, deps)
  if ('error' in found) {
    deps.say(found.error.sentence)
    return found.code
  }
  const client = clientFor(input.command)
  const start = (changes: Launch['env'], args: readonly string[]): Promise<ChildEnd> => {
    const childEnv: Record<string, string> = {}
    for (const [name, value] of Object.entries({ ...env, ...changes })) {
      if (value !== undefined && value !== null) childEnv[name] = value
    }
    const { clock } = deps
    return deps.runChild({
      path: found.path,
      name: input.command,
      args,
      env: childEnv,
      cwd,
      platform,
      clock,
    })
  }

  let end: ChildEnd
  const close: (() => void | Promise<void>)[] = []
  try {
    const world = deps.world()
    const plan = choosePlan(input, deps, world)
    if (plan.kind === 'unchanged') {
      end = await start({}, input.args)
    } else {
      const gateway = deps.openGateway(plan.profile, { ...env, ...plan.sourceEnv })
      close.push(() => gateway.close())
      const launch = client.launch({
        world,
        args: input.args,
        gatewayUrl: gateway.url,
        localKey: openLocalKey(gateway.localKey),
        dialect: plan.profile.upstream.dialect,
        upstreamUrl: plan.profile.upstream.url,
        aws: awsOf(plan.profile),
      })
      let settingsPath = ''
      if (launch.settings !== null) {
        const directory = openRunDirectory(stateDirectory(deps), platform)
        close.push(directory.remove)
        settingsPath = directory.write('settings.json', launch.settings)
      }
      if (launch.notice !== undefined) deps.say(launch.notice)
      const mark = { [runMark]: randomBytes(8).toString('hex') }
      end = await start({ ...sourceVariable(plan.profile), ...launch.env, ...mark }, launch.args(settingsPath))
    }
  } catch (thrown) {
    const error = asWarmkeyError(thrown)
    deps.say(error.sentence)
    return error.code === 'command-not-found' ? notExecutable : 2
  } finally {
    for (const undo of close.toReversed()) await undo()
  }
  if (end.signal !== null) deps.endBySignal(end.signal)
  return end.code
}

/** The variable that holds the real key, if one does: the child has no use for it. */
const sourceVariable = ({ source }: Profile): Launch['env'] => (source.type === 'env' ? { [source.name]: null } : {})

const awsOf = ({ upstream: { service, region } }: Profile) => (region === undefined ? undefined : { service, region })

/** Which credential is kept for this command, if any. Throws when there is none and the command cannot do without. */
function choosePlan(input: RunInput, deps: RunDeps, world: ClientWorld): Plan {
  const client = clientFor(input.command)
  const name = input.command
  const unchanged = (why: string): Plan => {
    deps.say(`${why} ${name} was started unchanged, without warmkey.`)
    return { kind: 'unchanged' }
  }
  const chosen = deps.chooseProfile(input.profile)
  if (chosen !== null) {
    const obstacle = client.obstacle(world, input.args, chosen.profile.upstream.dialect)
    return obstacle === null ? { kind: 'keep', profile: chosen.profile, sourceEnv: {} } : unchanged(obstacle)
  }
  const resolution = resolve(input, deps, world)
  switch (resolution.kind) {
    case 'key':
      for (const remark of resolution.remarks) deps.say(remark)
      return { kind: 'keep', profile: profileOf(resolution, deps.cwd), sourceEnv: resolution.sourceEnv }
    case 'cloud':
    case 'login':
    case 'managed-elsewhere':
      return unchanged(resolution.sentence)
    case 'untrusted':
      throw new WarmkeyError('project-untrusted', resolution.sentence, { transient: false })
    case 'nothing':
      throw new WarmkeyError('nothing-to-keep', resolution.sentence, {
        remedy: 'Export ANTHROPIC_AUTH_TOKEN or ANTHROPIC_API_KEY, or name a profile with --profile.',
        transient: false,
      })
  }
}

/** What the client would use, with a person's answers where a project wants something. */
function resolve(input: RunInput, deps: RunDeps, world: ClientWorld): ReturnType<ReturnType<typeof clientFor>['find']> {
  const approvals = openApprovals(stateDirectory(deps), deps.platform, () => deps.clock.nowMs())
  const decide = (ask: Approval): Decision => {
    if (approvals.has(ask)) return 'yes'
    if (!input.trustProject && deps.ask(question(ask)) !== true) return 'no'
    approvals.add(ask)
    if (input.trustProject) deps.say(`From here on this is trusted, as ${ask.path} has it: ${ask.text}`)
    return 'yes'
  }
  // One look may ask twice about the same thing; a person is asked once.
  const answers = new Map<string, Decision>()
  return clientFor(input.command).find(world, input.args, (ask) => {
    const id = JSON.stringify(ask)
    const answer = answers.get(id) ?? decide(ask)
    answers.set(id, answer)
    return answer
  })
}
