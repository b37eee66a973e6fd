import { profileFor, projectNotice } from '../../config-directory.ts'
import { readConfig } from '../../config-file.ts'
import { openDaemon } from '../../daemon/daemon.ts'
import { openFailureNews } from '../../daemon/failure-news.ts'
import { openLink, throughLink } from '../../daemon/link.ts'
import { WarmkeyError } from '../../errors.ts'
import type { Profile } from '../../profile.ts'
import type { WarmkeyContext } from '../context.ts'
import { endBySignal, runChild } from './child.ts'
import { type RunGateway, run } from './run.ts'
import { askOnTerminal } from './terminal.ts'
import { machineWorld } from './world.ts'

export interface RunFlags {
  readonly profile?: string
  readonly trustProject: boolean
  /** Keep the credential in this process only. */
  readonly alone: boolean
}

/** `warmkey run`: what {@link run} needs, taken from the process. */
export async function runCommand(this: WarmkeyContext, flags: RunFlags, ...argv: string[]): Promise<void> {
  const { env, home, platform, cwd, clock } = this
  const [command, ...args] = argv
  if (command === undefined) {
    throw new WarmkeyError('usage', 'There is no command to run.', {
      remedy: 'Name it after --, as in: warmkey run -- claude',
    })
  }
  // `--profile=` with nothing behind it, from an empty variable of a script, is read as a word and not as a flag.
  if (/^--(?:profile|trust-project|alone)=?$/.test(command)) {
    throw new WarmkeyError('usage', `${command} has no value, so there is no telling what it means.`, {
      remedy: 'Give it one, or leave it out: warmkey run -- claude',
      transient: false,
    })
  }
  const input = { profile: flags.profile, trustProject: flags.trustProject, command, args }
  this.process.exitCode = await run(input, {
    env,
    home,
    platform,
    cwd,
    clock,
    world: () => machineWorld({ env, home, platform, cwd }),
    say: (line) => this.process.stderr.write(`warmkey: ${line}\n`),
    ask: (question) => (this.process.stdin.isTTY ? askOnTerminal(question, platform) : null),
    chooseProfile: (name) => configured(this, name),
    openGateway: (profile, sourceEnv) => openGateway(this, profile, sourceEnv, flags.alone),
    runChild,
    endBySignal,
  })
}

/** The profile that the configuration gives for this name; `null` when none was asked for and none is there. */
function configured(context: WarmkeyContext, name: string | undefined): { name: string; profile: Profile } | null {
  const read = readConfig(context)
  const { cwd, home } = context
  const chosen = profileFor(read?.config ?? null, { name, cwd, home })
  const notice = chosen === null ? null : projectNotice(chosen)
  if (notice !== null) context.process.stderr.write(`warmkey: ${notice}\n`)
  if (chosen !== null || name === undefined) return chosen
  const names = Object.keys(read?.config.profiles ?? {})
  throw new WarmkeyError('profile-unknown', `There is no profile "${name}" in the configuration.`, {
    remedy: names.length === 0 ? `Add it: warmkey profile add ${name}` : `There are: ${names.join(', ')}.`,
    transient: false,
  })
}

/** A gateway of this run alone; its credential is kept together with every other run that would get the same. */
function openGateway(
  context: WarmkeyContext,
  profile: Profile,
  env: WarmkeyContext['env'],
  alone: boolean,
): RunGateway {
  const { clock, home } = context
  const link = openLink({ place: context, clock })
  const sourceOf = alone ? undefined : throughLink(link, env)
  const news = openFailureNews({ place: context, clock })
  const deps = { clock, env, home, announce: news.hear, ...(sourceOf === undefined ? {} : { sourceOf }) }
  const daemon = openDaemon({ profiles: { run: profile }, keys: 'run', deps })
  const localKey = daemon.keys.get('run')
  if (localKey === undefined) throw new RangeError('a profile without a local key')
  return {
    url: daemon.url,
    localKey,
    async close() {
      await daemon.close(true)
      await news.settled()
      link.close()
    },
  }
}
