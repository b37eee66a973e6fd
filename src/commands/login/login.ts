import { profileFor } from '../../config-directory.ts'
import { readConfig } from '../../config-file.ts'
import { demand, findSocket } from '../../daemon/control-client.ts'
import type { SignInAnswer, SignInRequest } from '../../daemon/control-protocol.ts'
import { mustBeAwake } from '../../daemon/silent.ts'
import { sayDuration } from '../../duration.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { personAtTerminal } from '../profile/asker.ts'
import { sayWhyNot } from '../token/answer.ts'

export interface LoginFlags {
  readonly profile?: string
  readonly awsProfile?: string
}

/** `warmkey login`: the daemon asks the source, a person answers here. */
export async function login(this: WarmkeyContext, flags: LoginFlags): Promise<void> {
  try {
    const socket = findSocket(this)
    if (socket === null) throw noDaemon()
    await mustBeAwake(this, this.clock)
    const source = sourceOf(this, flags)
    const env = Object.fromEntries(
      Object.entries(this.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
    )
    const ask = (answer: string | null) => {
      const body: SignInRequest = { source, env, answer }
      return demand<SignInAnswer>(socket, { method: 'POST', path: '/v1/sign-in', body })
    }
    let said = (await ask(null)) ?? gone()
    if (said.problem !== null && said.question === null && said.visit === null)
      throw new WarmkeyError('source-needs-person', said.problem, { transient: false })
    if (said.question !== null) said = (await ask(await typed(this, said.question))) ?? gone()
    if (said.visit !== null) {
      const { url, code, ticket } = said.visit
      this.process.stdout.write(`Open ${url}\nand look whether it shows the code ${code}. Waiting for you there.\n`)
      do said = (await ask(ticket)) ?? gone()
      while (!said.ended)
    }
    const until = said.beforeMs === null ? '' : `, for another ${sayDuration(said.beforeMs - this.clock.nowMs())}`
    this.process.stdout.write(`${said.origin}: signed in${until}.\n`)
    this.process.exitCode = 0
  } catch (thrown) {
    sayWhyNot(this, thrown)
  }
}

function sourceOf(context: WarmkeyContext, { profile: name, awsProfile }: LoginFlags): SignInRequest['source'] {
  if (awsProfile !== undefined) {
    if (name === undefined) return { type: 'aws', profile: awsProfile }
    throw new WarmkeyError('usage', '--profile and --aws-profile are two places to sign in.', { remedy: 'Give one.' })
  }
  const read = readConfig(context)
  const chosen = profileFor(read?.config ?? null, { name, cwd: context.cwd, home: context.home })
  if (chosen !== null) return chosen.profile.source
  if (name === undefined && read === null) return { type: 'aws' }
  const names = Object.keys(read?.config.profiles ?? {}).join(', ')
  throw new WarmkeyError(
    'profile-unknown',
    name === undefined ? 'No profile counts here.' : `There is no profile "${name}".`,
    { remedy: `Name one with --profile${names === '' ? '' : `: ${names}`}.`, transient: false },
  )
}

/** Asked at the terminal; without one, the first line of standard input. */
async function typed({ process: { stdin, stdout } }: WarmkeyContext, question: string): Promise<string> {
  if (stdin.isTTY && stdout.isTTY) {
    const person = await personAtTerminal('warmkey login', stdout.columns)
    const validate = (text: string) => (/^\S{1,100}$/.test(text) ? undefined : 'That is no code.')
    return person.text({ message: question, validate })
  }
  const line = ((await stdin.text?.(1_000)) ?? '').trim().split(/\s/)[0] ?? ''
  if (line !== '') return line
  throw new WarmkeyError('usage', `There is nobody here to ask: ${question}.`, {
    remedy: 'Run it in a terminal, or give the code on standard input.',
    transient: false,
  })
}

const noDaemon = (): WarmkeyError =>
  new WarmkeyError('not-running', 'No daemon runs that could keep what you sign in to.', {
    remedy: 'Start it: warmkey up',
    transient: false,
  })

const gone = (): never => {
  throw noDaemon()
}
