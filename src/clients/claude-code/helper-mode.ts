import type { HelperVerdict } from '../settings/connection.ts'

/** The newest version that is known to take a 403 as final, and the oldest known to run its helper again (measured). */
const lastFinal = [2, 1, 197] as const
const firstAsking = [2, 1, 329] as const

const compare = (one: readonly number[], other: readonly number[]): number => {
  for (const [index, part] of one.entries()) {
    const difference = part - (other[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * Whether a helper can keep this version signed in. The client hands out its cached key while the helper runs again, so
 * the first request after a silence carries the old one whatever the helper does; up to 2.1.197 a 403 to that request is
 * final. Only a gateway can cure that. On Bedrock every version asks its command again when a session has ended.
 */
export function helperVerdict(version: string | null, { dialect }: { readonly dialect: string }): HelperVerdict {
  if (dialect === 'bedrock') return { verdict: 'works' }
  const parts = /^(\d+)\.(\d+)\.(\d+)/
    .exec(version ?? '')
    ?.slice(1)
    .map(Number)
  if (version === null || parts === undefined) {
    return {
      verdict: 'unknown',
      sentence:
        'The version of Claude Code is not known, and old ones (2.1.197) take a 403 for an expired key as final, which no helper can cure. Gateway mode serves every version.',
    }
  }
  if (compare(parts, lastFinal) <= 0) {
    return {
      verdict: 'defect',
      sentence: `Claude Code ${version} takes a 403 as final and sends the key that it has cached while its helper runs again, so that the first prompt after a silence fails whatever the helper prints.`,
    }
  }
  if (compare(parts, firstAsking) < 0) {
    return {
      verdict: 'unknown',
      sentence: `It is not known whether Claude Code ${version} runs its helper again after a 403 (2.1.197 does not, 2.1.329 does). Gateway mode serves every version.`,
    }
  }
  return { verdict: 'works' }
}
