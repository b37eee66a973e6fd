import type { Clock } from '../clock.ts'
import type { Credential } from '../credential/credential.ts'
import { keeperIdentity } from '../credential/identity.ts'
import type { Keeper } from '../credential/keeper.ts'
import { WarmkeyError } from '../errors.ts'
import type { Profile } from '../profile.ts'
import type { CredentialGiven, CredentialWanted, RunsRenewed } from './control-protocol.ts'
import { handOver } from './hand-over.ts'
import { identityOfEnv } from './run-environment.ts'
import { type DaemonDeps, keeperOf } from './upstreams.ts'

/** How long a keeper stays that no run has asked, milliseconds: it holds the environment of a run. */
const keptForMs = 30 * 60_000
/** A credential that is older has reached every server of its provider. */
const youngMs = 5_000

export interface RunKeeper {
  readonly keeper: Keeper
  readonly profile: Profile
  askedAtMs: number
}

/** The keepers that runs share: one for each source, upstream and environment. */
export interface RunKeepers {
  /** The credential; another than the rejected one if there is any. Rejects with the error of the source. */
  credential(wanted: CredentialWanted, signal: AbortSignal): Promise<CredentialGiven>
  /**
   * Renews what runs in other environments hold of this profile: same source, upstream and numbers. Resolves when every
   * source has answered, or the signal has aborted; one that failed is asked again by its run.
   */
  renew(profile: Profile, signal: AbortSignal): Promise<RunsRenewed>
  list(): readonly RunKeeper[]
  close(): Promise<void>
}

export interface RunKeepersDeps {
  readonly clock: Clock
  readonly home: string
  /** The daemon's own environment: a run that has the same shares the keepers of the configuration. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The keepers of the configuration at the moment, with the profile of each. */
  readonly configured: () => Iterable<{ readonly profile: Profile; readonly keeper: Keeper }>
  readonly announce: NonNullable<DaemonDeps['announce']>
}

export function createRunKeepers({ clock, home, env: own, configured, announce }: RunKeepersDeps): RunKeepers {
  const entries = new Map<string, RunKeeper>()
  // An environment holds secrets that could be guessed at from their hash.
  const salt = crypto.getRandomValues(new Uint8Array(32))
  const ownEnv = identityOfEnv(own)
  let callOff: (() => void) | null = null

  const sweep = () => {
    callOff = null
    for (const [id, { askedAtMs, keeper }] of entries) {
      if (clock.nowMs() - askedAtMs < keptForMs) continue
      void keeper.giveBack()
      entries.delete(id)
    }
    if (entries.size > 0) callOff = clock.after(keptForMs, sweep)
  }

  /** Whoever asks can leave the word out of what it sends; the configuration has it. */
  const refuseUnexportable = (profile: Profile, wanted: string): void => {
    const same = [...configured()].filter((kept) => sourceAndWay(kept.profile) === wanted)
    if ([profile, ...same.map((kept) => kept.profile)].every((each) => each.export !== 'never')) return
    throw new WarmkeyError('export-refused', 'The profile says "export": "never", so its key is not handed over.', {
      remedy: 'Use it with `warmkey run` or through the gateway, which put it into requests only.',
      transient: false,
    })
  }

  const keeperFor = ({ profile, env }: CredentialWanted): Keeper => {
    const wanted = sourceAndWay(profile)
    refuseUnexportable(profile, wanted)
    const envId = identityOfEnv(env)
    if (envId === ownEnv) {
      for (const kept of configured()) if (sourceAndWay(kept.profile) === wanted) return kept.keeper
    }
    const id = new Bun.CryptoHasher('sha256', salt).update(`${wanted}\n${envId}`).digest('hex')
    const known = entries.get(id)
    if (known !== undefined) {
      known.askedAtMs = clock.nowMs()
      return known.keeper
    }
    // Each run rests between its own tries; a rest here would show a run the failure that another one has had.
    const restless = { ...profile, renewal: { ...profile.renewal, backOffMin: '0s', backOffMax: '0s' } }
    const keeper = keeperOf(restless, new Map(), { clock, env, home, announce })
    entries.set(id, { keeper, profile, askedAtMs: clock.nowMs() })
    callOff ??= clock.after(keptForMs, sweep)
    return keeper
  }

  return {
    async credential(wanted, signal) {
      const keeper = keeperFor(wanted)
      let credential = await keeper.get(signal)
      if (credential.secret.fingerprint === wanted.rejected)
        credential = (await keeper.renew(credential, signal)).credential
      return given(credential, clock.nowMs())
    },
    async renew(profile, signal) {
      const wanted = sourceAndWay(profile)
      const same = [...entries.values()].filter((each) => sourceAndWay(each.profile) === wanted)
      const ends = await Promise.allSettled(same.map(({ keeper }) => keeper.demand(signal)))
      const failed = ends.filter(({ status }) => status === 'rejected').length
      return { renewed: ends.length - failed, failed }
    },
    list: () => [...entries.values()],
    async close() {
      callOff?.()
      const last = [...entries.values()]
      entries.clear()
      await Promise.all(last.map(({ keeper }) => keeper.giveBack()))
    },
  }
}

/** Source, upstream and numbers: everything that decides which keeper this is, but the environment. */
const sourceAndWay = ({ source, upstream, renewal }: Profile): string =>
  `${keeperIdentity(source, upstream)} ${JSON.stringify(renewal)}`

const given = ({ secret, kind, expiresAtMs, issuedAtMs, knownNew }: Credential, nowMs: number): CredentialGiven => ({
  key: handOver(secret),
  kind,
  expiresAtMs,
  minted: knownNew && nowMs - issuedAtMs < youngMs,
})
