import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { proveAll } from '../whoami/prove-profile.ts'
import type { CheckFlags, Verdict } from './formats.ts'
import { profileVerdict } from './profile-check.ts'

/** Every profile of the configuration, asked at once, in the order of the file. Throws `usage` where there is none. */
export async function allVerdicts(context: WarmkeyContext, flags: CheckFlags): Promise<Verdict[]> {
  const proofs = proveAll(context)
  if (proofs.length === 0)
    throw new WarmkeyError('usage', 'There is no profile yet.', { remedy: 'Add one: warmkey init', transient: false })
  const nowMs = context.clock.nowMs()
  return Promise.all(
    proofs.map(async ({ name, proof }) => ({ ...profileVerdict(await proof, flags, nowMs), profile: name })),
  )
}
