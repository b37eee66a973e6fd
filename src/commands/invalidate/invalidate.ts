import { forgetAlone } from '../../daemon/alone.ts'
import { findSocket } from '../../daemon/control-client.ts'
import type { InvalidateAnswer, RunsRenewed } from '../../daemon/control-protocol.ts'
import type { WarmkeyContext } from '../context.ts'
import { sayWhyNot } from '../token/answer.ts'
import { askAbout } from '../token/from-daemon.ts'

export interface InvalidateFlags {
  readonly profile?: string
  readonly json: boolean
}

/** `warmkey invalidate`: renews what the daemon holds; without one, only what is held against the key is forgotten. */
export async function invalidate(this: WarmkeyContext, { profile: wanted, json }: InvalidateFlags): Promise<void> {
  try {
    const body = wanted === undefined ? { cwd: this.cwd } : { profile: wanted }
    const renewed = await askAbout<InvalidateAnswer>(findSocket(this), this, {
      method: 'POST',
      path: '/v1/invalidate',
      body,
    })
    const { profile } = renewed ?? (await forgetAlone(this, body))
    const changed = renewed?.changed ?? null
    const runs = renewed?.runs
    const text = json
      ? JSON.stringify({ version: 1, profile, changed, ...(runs === undefined ? {} : { runs }) })
      : `${profile}: ${inWords(changed)}${runs === undefined ? '' : ofRuns(runs)}`
    this.process.stdout.write(`${text}\n`)
    this.process.exitCode = 0
  } catch (thrown) {
    sayWhyNot(this, thrown)
  }
}

function inWords(changed: boolean | null): string {
  if (changed === null) return 'no daemon runs, so no key is kept: the next question asks the source.'
  return changed ? 'renewed, the source gave another key.' : 'the source was asked again and gave the same key.'
}

/** What became of the keys that runs in other environments hold; empty where there are none. */
function ofRuns({ renewed, failed }: RunsRenewed): string {
  const keys = (count: number) => `${count} ${count === 1 ? 'key' : 'keys'}`
  const done = renewed === 0 ? '' : ` Also asked again: ${keys(renewed)} of runs in other environments.`
  return failed === 0 ? done : `${done} Not renewed: ${keys(failed)} of such runs; warmkey status says why.`
}
