import { sleep } from '../../clock.ts'
import { readConfig } from '../../config-file.ts'
import { ownProgram, startDaemon, statusOf } from '../../daemon/background.ts'
import type { ReloadAnswer, Status } from '../../daemon/control-protocol.ts'
import { endDaemon } from '../../daemon/end.ts'
import { installService, isInstalled, isServed, mustServe, serviceOf, teller } from '../../daemon/service/install.ts'
import { demandAtOnce } from '../../daemon/silent.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'

export interface UpFlags {
  readonly install: boolean
}

const patienceMs = 15_000
const roundMs = 50

/** Brings the daemon of this user up, or the newest version of it. Says where it listens and what it keeps. */
export async function up(this: WarmkeyContext, { install }: UpFlags): Promise<void> {
  const say = (line: string) => this.process.stdout.write(`${line}\n`)
  const tell = teller(this.env)
  checkConfig(this)
  const service = install ? serviceOf(this) : null
  if (service !== null) mustServe(service, tell)
  const before = await statusOf(this, this.clock)
  if (service !== null) {
    if (before !== null) await endDaemon(this, this.clock)
    installService(service, tell)
    const now = await answering(this)
    say(`warmkey is a service of ${service.manager.name} now: ${service.plan.path}`)
    if (service.plan.hint !== null) say(service.plan.hint)
    return describe(now, say)
  }
  if (before !== null && before.warmkey === this.version && before.startedBy !== 'run') {
    const taken = await demandAtOnce<ReloadAnswer>(this, this.clock, { method: 'POST', path: '/v1/reload' })
    say(
      taken?.kind === 'taken'
        ? 'warmkey runs already, and has taken the changed configuration.'
        : 'warmkey runs already.',
    )
    return describe((await statusOf(this, this.clock)) ?? before, say)
  }
  const { env, home, platform, clock } = this
  const own = serviceOf(this)
  const asService = isInstalled(own) && isServed(own, tell)
  if (before !== null && before.startedBy !== 'run') {
    say(`Replacing warmkey ${before.warmkey} (process ${before.pid}).`)
    const ended = await endDaemon(this, clock)
    if (ended !== null && ended.running > 0) say(stillRunning(ended.running))
  }
  if (asService) tell(own.plan.restart)
  const now = asService
    ? await answering(this)
    : await startDaemon({ program: ownProgram(platform), place: { env, home, platform }, startedBy: 'up', clock })
  say('warmkey runs.')
  describe(now, say)
}

export const stillRunning = (running: number): string =>
  `${running} answer${running === 1 ? ' is' : 's are'} still running; the old process ends with the last of them.`

/** Mistakes are told here and not in the log of a daemon that then does not start. */
function checkConfig(context: WarmkeyContext): void {
  const found = readConfig(context)
  if (found !== null && Object.keys(found.config.profiles).length > 0) return
  throw new WarmkeyError(
    'nothing-to-keep',
    found === null
      ? 'There is no configuration yet, so there is nothing to keep.'
      : `${found.file} defines no profile.`,
    {
      remedy: 'Let `warmkey init` write it, or use `warmkey run`, which needs none.',
      transient: false,
    },
  )
}

async function answering(context: WarmkeyContext): Promise<Status> {
  const { clock } = context
  const deadlineMs = clock.monotonicMs() + patienceMs
  for (;;) {
    const status = await statusOf(context, clock).catch(() => null)
    if (status !== null) return status
    if (clock.monotonicMs() > deadlineMs) {
      throw new WarmkeyError('not-running', 'The service was started and does not answer.', {
        remedy: 'See what it says: warmkey serve',
      })
    }
    await sleep(clock, roundMs)
  }
}

function describe({ url, profiles, pid, config }: Status, say: (line: string) => void): void {
  say(`  ${url ?? 'no gateway'}, process ${pid}`)
  say(`  profiles: ${profiles.map(({ name, isDefault }) => (isDefault ? `${name} (default)` : name)).join(', ')}`)
  for (const problem of config.problems) say(`  configuration not taken: ${problem}`)
}
