import type { Keeper } from '../credential/keeper.ts'
import type { KeptStatus, Status } from './control-protocol.ts'
import { signInWords } from './sign-in.ts'

/** How long before it a sign-in is worth a word in the status line. */
const signInAheadMs = 2 * 3_600_000

/** What everybody may see of a keeper. */
export function keptStatus(keeper: Keeper): KeptStatus {
  const { origin, credential, issuedAtMs, expiresAtMs, renewing, lastRenewal, lastFailure } = keeper.state()
  const { source } = keeper
  const deadlineMs = source.deadline?.() ?? null
  return {
    source: origin,
    credential:
      credential === null ? null : { fingerprint: credential.fingerprint, issuedAtMs: issuedAtMs ?? 0, expiresAtMs },
    renewing,
    lastRenewal,
    lastFailure,
    signIn: deadlineMs === null ? null : { beforeMs: deadlineMs, how: source.signIn ?? null },
  }
}

/** Time left, as short as a status line wants it: `47 min`, `3 h`, `40 s`. */
export function shortly(ms: number): string {
  if (ms >= 48 * 3_600_000) return `${Math.floor(ms / 86_400_000)} d`
  if (ms >= 3_600_000) return `${Math.floor(ms / 3_600_000)} h`
  return ms >= 60_000 ? `${Math.floor(ms / 60_000)} min` : `${Math.max(0, Math.floor(ms / 1_000))} s`
}

/** The one thing that matters most now, in one line: what a person has to do, what is broken, or how long the key lives. */
export function statusline(status: Pick<Status, 'profiles' | 'runs' | 'config' | 'nowMs'>): string {
  const { nowMs, config, profiles, runs } = status
  for (const { signIn, lastFailure } of [...profiles, ...runs]) {
    const needed = lastFailure?.code === 'source-needs-person'
    if (!needed && (signIn === null || signIn.beforeMs - nowMs > signInAheadMs)) continue
    const words = needed ? 'sign in now' : signInWords(signIn?.beforeMs ?? nowMs, nowMs)
    return line(`warmkey: ${words}${signIn?.how == null ? '' : ` (${signIn.how})`}`)
  }
  const shown = profiles.find(({ isDefault }) => isDefault) ?? profiles[0] ?? runs[0]
  if (shown === undefined) return config.problems.length > 0 ? 'warmkey: configuration refused' : 'warmkey'
  const name = 'name' in shown ? `warmkey ${shown.name}` : 'warmkey'
  const leftMs = shown.credential?.expiresAtMs == null ? null : shown.credential.expiresAtMs - nowMs
  const dead = shown.credential === null || (leftMs !== null && leftMs <= 0)
  if (dead && shown.lastFailure !== null) return line(`${name}: no key (${shown.lastFailure.code})`)
  const refused = config.problems.length > 0 ? ' · configuration refused' : ''
  if (dead) return line(`${name} · asks at the next request${refused}`)
  return line(`${name} · ${leftMs === null ? 'key ready' : `key for ${shortly(leftMs)}`}${refused}`)
}

/** One line that no terminal stumbles over, and no longer than a status line has room for. */
const line = (text: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
  return clean.length > 100 ? `${clean.slice(0, 99)}…` : clean
}
