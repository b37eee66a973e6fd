import { statusOf } from '../../daemon/background.ts'
import type { Status } from '../../daemon/control-protocol.ts'
import { endDaemon, endSilent, whenFree } from '../../daemon/end.ts'
import { isInstalled, isServed, serviceOf, teller, uninstallService } from '../../daemon/service/install.ts'
import { isSilence } from '../../daemon/silent.ts'
import type { WarmkeyContext } from '../context.ts'
import { stillRunning } from '../up/up.ts'

export interface DownFlags {
  readonly uninstall: boolean
}

/** Ends the daemon of this user. Exit code 0 also where none was there: it is down then. */
export async function down(this: WarmkeyContext, { uninstall }: DownFlags): Promise<void> {
  const say = (line: string) => this.process.stdout.write(`${line}\n`)
  const before = await statusOf(this, this.clock).catch((thrown: unknown) => {
    if (isSilence(thrown)) return 'silent' as const
    throw thrown
  })
  if (before === 'silent') {
    const { pid, by } = await endSilent(this, this.clock)
    leaveToNobody(this)
    say(`warmkey has ended (process ${pid}). It did not answer, so it was ended by ${by}.`)
  } else await endAnswering(this, before, say)
  if (!uninstall) return
  const service = serviceOf(this)
  const gone = uninstallService(service, teller(this.env))
  say(gone ? `The service is gone: ${service.plan.path}` : 'There was no service.')
}

async function endAnswering(
  context: WarmkeyContext,
  before: Status | null,
  say: (line: string) => void,
): Promise<void> {
  // Its manager would take an end that it has not asked for as one to mend.
  if (before?.startedBy === 'service' && leaveToNobody(context)) await whenFree(context, context.clock)
  const ended = await endDaemon(context, context.clock)
  if (before === null) say('warmkey was not running.')
  else say(`warmkey has ended (process ${before.pid}).`)
  if (ended !== null && ended.running > 0) say(stillRunning(ended.running))
}

/** Tells the manager of the service, where there is one, that it is to run no more; whether it was told. */
function leaveToNobody(context: WarmkeyContext): boolean {
  const service = serviceOf(context)
  const tell = teller(context.env)
  return isInstalled(service) && isServed(service, tell) && tell(service.plan.stop).code === 0
}
