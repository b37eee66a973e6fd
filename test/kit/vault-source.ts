import { tmpdir } from 'node:os'
import { systemClock } from '../../src/clock.ts'
import type { Obtained, Source, SourceDeps } from '../../src/credential/sources/source.ts'
import { vault } from '../../src/credential/sources/vault.ts'
import { WarmkeyError } from '../../src/errors.ts'

export const forever = new AbortController().signal

/** A source `vault` with these options, in a world with this environment and home. */
export function vaultSource(
  options: Record<string, unknown>,
  deps: Partial<SourceDeps> & { env?: Record<string, string> } = {},
): Source {
  const parsed = vault.schema.parse({ type: 'vault', ...options })
  return vault.create(parsed, { clock: systemClock, env: {}, home: tmpdir(), ...deps })
}

export const keyOf = ({ secret }: Obtained): string => secret.open()

/** The error of a refusal; throws where there was an answer. */
export async function refusalOf(asked: Promise<unknown>): Promise<WarmkeyError> {
  const outcome = await asked.then(
    () => 'was answered',
    (error: unknown) => error,
  )
  if (outcome instanceof WarmkeyError) return outcome
  throw new Error(`no WarmkeyError: ${outcome}`)
}
