import { release } from 'node:os'
import { sayDuration } from '../../duration.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { freeQuestion } from '../questions.ts'

/** Signatures and tokens bear five minutes at AWS and less elsewhere; beyond that they are refused. */
const mostMs = 5 * 60_000

export const clockRight: Check = {
  id: 'clock-right',
  title: 'The clock is right',
  group: 'network',
  needs: ['endpoint-is-api'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const answer = await bench.endpoint.ask(freeQuestion(await bench.sendable(signal)), signal)
    const date = isUnsaid(answer) ? Number.NaN : Date.parse(answer.headers.get('date') ?? '')
    if (Number.isNaN(date)) return doesNotApply('the endpoint does not say what time it is')
    const offMs = bench.clock.nowMs() - date
    if (Math.abs(offMs) < mostMs)
      return ok(`within ${sayDuration(Math.max(1000, Math.abs(offMs)))} of ${bench.endpoint.parsed?.host}`)
    return {
      status: 'wrong',
      cause: 'clock-skew',
      summary: `The clock of this machine is ${sayDuration(Math.abs(offMs))} ${offMs > 0 ? 'ahead' : 'behind'}.`,
      evidence: [
        `date of ${bench.endpoint.parsed?.host}: ${new Date(date).toISOString()}`,
        ...(/microsoft/i.test(release()) ? ['in WSL the clock of Windows counts: wsl --shutdown, there'] : []),
      ],
      fix: setClock(bench.world.platform),
    }
  },
}

/** What has the clock set by the network. */
export const setClock = (platform: string): string =>
  platform === 'win32'
    ? 'Type: w32tm /resync'
    : platform === 'darwin'
      ? 'Type: sudo sntp -sS time.apple.com'
      : 'Type: sudo timedatectl set-ntp true'
