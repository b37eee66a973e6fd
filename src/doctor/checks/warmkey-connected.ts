import { isLoopback } from '../../proxy.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { portOf } from './warmkey-port.ts'

/** Claude Code has nothing to sign in with, while warmkey keeps a credential that it could have. */
export const warmkeyConnected: Check = {
  id: 'warmkey-connected',
  title: 'Claude Code uses what warmkey keeps',
  group: 'warmkey',
  needs: ['settings-files', 'settings-values', 'cloud-address'],
  async run(bench, signal) {
    const { ladder, config, endpoint } = bench
    const names = config.kind === 'config' ? Object.keys(config.config.profiles) : []
    if (config.kind !== 'config' || names.length === 0) return doesNotApply('warmkey has no profile')
    if (ladder.winner !== null) return ok('it has something to sign in with')
    // One that is there and hidden, or was declined, is the first thing to say.
    if (ladder.rungs.some(({ holdings }) => holdings.length > 0)) return doesNotApply('there is another one')
    if ((await bench.credentials(signal)).length > 0) return ok('it has something to sign in with')
    const name = config.config.default ?? names[0]
    const wanted = names.length > 1 && config.config.default === undefined ? ` --profile ${name}` : ''
    const there = isLoopback(endpoint.parsed?.hostname ?? '') && endpoint.parsed?.port === String(portOf(bench))
    return {
      status: 'wrong',
      cause: 'missing-credential',
      summary: there
        ? `ANTHROPIC_BASE_URL of ${endpoint.place} leads to warmkey, and the key for it is gone.`
        : `Claude Code has nothing to sign in with, and warmkey keeps a credential in the profile "${name}".`,
      evidence: [`profiles of ${config.file}: ${names.join(', ')}`, 'no key, no helper and no login was found'],
      fix: `Type: warmkey up; warmkey ${there ? 'disconnect claude-code --yes; warmkey ' : ''}connect claude-code${wanted} --yes`,
      number: 1,
    }
  },
}
