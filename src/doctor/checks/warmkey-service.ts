import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'

/** A service that is installed and does not run: whoever is connected to it waits in vain. */
export const warmkeyService: Check = {
  id: 'warmkey-service',
  title: 'The service of warmkey runs',
  group: 'warmkey',
  needs: [],
  async run(bench) {
    const file = unitOf(bench)
    if (!existsSync(file)) return doesNotApply('it is not installed as a service')
    const status = await bench.daemon()
    if (status !== null) return ok(`process ${status.pid}, started by ${status.startedBy}`)
    return {
      status: 'warn',
      cause: 'connection',
      summary: 'warmkey is installed as a service, and no warmkey of yours runs.',
      evidence: [`${file}: is there`, 'its control socket: nobody answers'],
      fix: bench.world.platform === 'darwin' ? 'Type: warmkey up' : 'Type: warmkey up',
    }
  },
}

function unitOf({ world: { env, home, platform } }: Bench): string {
  if (platform === 'darwin') return join(home, 'Library', 'LaunchAgents', 'io.github.warmkey.plist')
  const config = env.XDG_CONFIG_HOME ?? join(home, '.config')
  return join(config, 'systemd', 'user', 'warmkey.service')
}
