import { version } from '../../../package.json'
import { isLoopback } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { portOf } from './warmkey-port.ts'

/** Whether the daemon that holds the socket answers, and is of the version that asks. */
export const warmkeyAnswers: Check = {
  id: 'warmkey-answers',
  title: 'The daemon of warmkey answers',
  group: 'warmkey',
  needs: [],
  async run(bench) {
    const { kind, pid, status } = await bench.look()
    if (kind === 'none') return doesNotApply('it does not run')
    if (status === null)
      return {
        status: leadsThere(bench) ? 'wrong' : 'warn',
        cause: 'timeout',
        summary: 'The daemon of warmkey holds its socket and does not answer, so whoever is connected to it waits.',
        evidence: [pid === null ? 'its process is not known' : `its process: ${pid}`],
        fix: pid === null ? 'Type: warmkey down; warmkey up' : `Type: kill -9 ${pid}; warmkey up`,
      }
    if (status.warmkey !== version)
      return {
        status: 'warn',
        cause: 'config-file',
        summary: `The daemon of warmkey that runs is ${status.warmkey}, and this is ${version}.`,
        evidence: [`process ${status.pid}, started by ${status.startedBy}`],
        fix: 'Type: warmkey down; warmkey up',
      }
    return ok(`process ${status.pid}, ${status.warmkey}`)
  },
}

/** Whether the client of this shell sends its requests to that daemon. */
const leadsThere = (bench: Bench): boolean => {
  const url = bench.endpoint.parsed
  return isLoopback(url?.hostname ?? '') && url?.port === String(portOf(bench))
}
