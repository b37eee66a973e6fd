import { statusOf } from '../../daemon/background.ts'
import { endDaemon, whenFree } from '../../daemon/end.ts'
import { isInstalled, isServed, serviceOf, teller, uninstallService } from '../../daemon/service/install.ts'
import type { WarmkeyContext } from '../context.ts'
import { stillRunning } from '../up/up.ts'

export interface DownFlags {
  readonly uninstall: boolean
}

/** Ends the daemon of this user. Exit code 0 also where none was there: it is down then. */
export async function down(this: WarmkeyContext, { uninstall }: DownFlags): Promise<void> {
  const say = (line: string) => this.process.stdout.write(`${line}\n`)
  const before = await statusOf(this)
  if (before?.startedBy === 'service') {
    // Its manager would take an end that it has not asked for as one to mend.
    const service = serviceOf(this)
    const tell = teller(this.env)
    if (isInstalled(service) && isServed(service, tell) && tell(service.plan.stop).code === 0)
      await whenFree(this, this.clock)
  }
  const ended = await endDaemon(this, this.clock)
  if (before === null) say('warmkey was not running.')
  else say(`warmkey has ended (process ${before.pid}).`)
  if (ended !== null && ended.running > 0) say(stillRunning(ended.running))
  if (!uninstall) return
  const service = serviceOf(this)
  const gone = uninstallService(service, teller(this.env))
  say(gone ? `The service is gone: ${service.plan.path}` : 'There was no service.')
}
