import type { Credential } from '../../src/credential/credential.ts'
import type { KeeperEvent } from '../../src/credential/events.ts'
import { createKeeper, type KeeperOptions } from '../../src/credential/keeper.ts'
import type { Source } from '../../src/credential/sources/source.ts'
import { WarmkeyError } from '../../src/errors.ts'
import { createFakeClock } from './fake-clock.ts'
import { scriptedSource } from './scripted-source.ts'

export const minute = 60_000
export const hour = 60 * minute

/** A keeper over a source in the test's hands, with a clock moved by hand. */
export function keeperWorld(traits: Partial<Source> = {}, options: Partial<KeeperOptions> = {}) {
  const clock = createFakeClock()
  const source = scriptedSource(traits)
  const events: KeeperEvent[] = []
  const keeper = createKeeper({
    identity: 'scripted-1',
    source,
    clock,
    // No jitter, and a back-off of exactly its middle.
    random: () => 0.5,
    numbers: { jitterShare: 0 },
    announce: (event) => events.push(event),
    ...options,
  })
  const told = () => events.map((event) => ('why' in event ? `${event.type} ${event.why}` : event.type))
  /** What `get` gives at once; fails the test when it has to be waited for. */
  const now = (): string => {
    const given = keeper.get()
    if (given instanceof Promise) throw new Error('had to wait')
    return given.secret.open()
  }
  /** The first credential. */
  const first = async (key: string, life = {}): Promise<Credential> => {
    const given = keeper.get()
    await source.call.give(key, life)
    return await given
  }
  return { clock, source, keeper, events, told, now, first }
}

export const bytes = (credential: Credential) => credential.secret.open()
export const refused = (thrown: unknown) => thrown as WarmkeyError
export const down = () => new WarmkeyError('source-failed', 'The vault is sealed.', { remedy: 'Unseal it.' })
export const needsPerson = () => new WarmkeyError('source-needs-person', 'The login is over.', { remedy: 'Log in.' })
