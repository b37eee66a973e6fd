import type { Clock } from '../../clock.ts'
import { ownProgram, startDaemon, statusOf } from '../../daemon/background.ts'
import type { Status } from '../../daemon/control-protocol.ts'
import type { StatePlace } from '../../daemon/state-directory.ts'
import { WarmkeyError } from '../../errors.ts'

/** A daemon that serves this profile at this address, and whether it was started for that. */
export interface ReadyDaemon {
  readonly status: Status
  readonly started: boolean
  readonly isService: boolean
}

/** Takes the daemon that runs, or starts one. `gatewayUrl` is `null` where no gateway is needed. */
export async function daemonReady(
  place: StatePlace,
  clock: Clock,
  wanted: { readonly profile: string; readonly gatewayUrl: string | null },
): Promise<ReadyDaemon> {
  const running = await statusOf(place, clock)
  // One that a run has started has no gateway; it makes room for one that has.
  const usable = running !== null && running.startedBy !== 'run' ? running : null
  const status = usable ?? (await startDaemon({ program: ownProgram(place.platform), place, startedBy: 'up', clock }))
  const { profiles, config, url } = status
  if (!profiles.some(({ name }) => name === wanted.profile)) {
    throw new WarmkeyError('profile-unknown', `The daemon does not serve the profile "${wanted.profile}".`, {
      remedy:
        config.problems.length > 0
          ? `It refused the configuration: ${config.problems.join(' ')}`
          : 'Start it anew: warmkey down, then connect again.',
      transient: false,
    })
  }
  if (wanted.gatewayUrl !== null && url !== wanted.gatewayUrl) {
    throw new WarmkeyError(
      'port-in-use',
      `The daemon listens on ${url ?? 'no address'}, and the configuration says ${wanted.gatewayUrl}.`,
      { remedy: 'Start it anew: warmkey down, then connect again.', transient: false },
    )
  }
  return { status, started: usable === null, isService: status.startedBy === 'service' }
}
