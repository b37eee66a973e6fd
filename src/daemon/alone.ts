import { type Clock, deadline } from '../clock.ts'
import { type Choice, profileFor } from '../config-directory.ts'
import { type ConfigPlaces, configPath, readConfig } from '../config-file.ts'
import { keeperIdentity } from '../credential/identity.ts'
import { WarmkeyError } from '../errors.ts'
import { type AloneMemory, openAloneMemory } from './alone-memory.ts'
import type { InvalidateAnswer, InvalidateRequest, TokenRequest } from './control-protocol.ts'
import { createKeyDesk, type HandedKey, type KeyDesk } from './key-desk.ts'
import { deskProfile } from './token-for.ts'
import { keeperOf } from './upstreams.ts'

/** What a command without a daemon has of the world. */
export interface AlonePlaces extends ConfigPlaces {
  readonly clock: Clock
}

/** Everything together; clients warn after 10 s. */
const waitMs = 9_500

/**
 * A key without a daemon. Nothing is kept but fingerprints and times, so each question asks the source; one at a time,
 * by a lock. Throws what is wrong with configuration, state or source.
 */
export function keyAlone(context: AlonePlaces, request: TokenRequest): Promise<HandedKey> {
  return atDesk(context, request, (desk, _memory, signal) => desk.give(request, signal))
}

/** What is held against the keys of this profile is forgotten. Nothing else is kept here that could be invalidated. */
export function forgetAlone(
  context: AlonePlaces,
  request: InvalidateRequest,
): Promise<Pick<InvalidateAnswer, 'profile'>> {
  return atDesk(context, request, async (_desk, { clients }, _signal, profile) => {
    clients.clear()
    return { profile }
  })
}

async function atDesk<Answer>(
  context: AlonePlaces,
  wanted: InvalidateRequest,
  use: (desk: KeyDesk, memory: AloneMemory, signal: AbortSignal, name: string) => Promise<Answer>,
): Promise<Answer> {
  const { clock, env, home } = context
  const limit = deadline(clock, waitMs, new AbortController().signal, tooLate)
  const { name, profile, by } = configured(context, wanted)
  const memory = await openAloneMemory(context, keeperIdentity(profile.source, profile.upstream), clock)
  try {
    const keeper = keeperOf(profile, new Map(), { clock, env, home })
    const found = deskProfile({ name, profile, keeper, by })
    const { clients, noticed } = memory
    const desk = createKeyDesk({ clock, find: () => found, memory: clients, noticed, once: true })
    try {
      return await use(desk, memory, limit.signal, name)
    } finally {
      desk.close()
      keeper.close()
    }
  } finally {
    memory.close()
    limit.callOff()
  }
}

const tooLate = (): WarmkeyError =>
  new WarmkeyError('source-timeout', 'There was no key within 9 s.', {
    remedy: 'Start `warmkey up`: it asks ahead of time and keeps the key for everybody.',
  })

/** The profile of that name, or the one that counts in the directory. */
function configured(context: AlonePlaces, { profile: wanted, cwd }: InvalidateRequest): Choice {
  const read = readConfig(context)
  const chosen = profileFor(read?.config ?? null, { name: wanted, cwd, home: context.home })
  if (chosen !== null) return chosen
  const file = configPath(context)
  const names = Object.keys(read?.config.profiles ?? {})
  if (names.length === 0) {
    throw new WarmkeyError('nothing-to-keep', 'There is no profile yet, so there is no key to print.', {
      remedy: 'Add one: warmkey init.',
      transient: false,
    })
  }
  if (wanted === undefined) {
    throw new WarmkeyError('profile-unknown', `${file} has several profiles and no "default".`, {
      remedy: `Name one with --profile: ${names.join(', ')}.`,
      transient: false,
    })
  }
  throw new WarmkeyError('profile-unknown', `There is no profile "${wanted}" in ${file}.`, {
    remedy: `There are: ${names.join(', ')}.`,
    transient: false,
  })
}
