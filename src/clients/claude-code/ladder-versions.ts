/** What older versions of the client read otherwise. Measured with 2.1.197, 2.1.329 and 2.1.330; between them nobody looked. */
export interface Ways {
  /** Whether CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD is a switch. */
  readonly googlePlatform: boolean
  /** Whether blanks alone in ANTHROPIC_AUTH_TOKEN of the shell go out, as a Bearer without a token. */
  readonly sendsBlanks: boolean
}

const newest: Ways = { googlePlatform: true, sendsBlanks: false }
const lastOld = [2, 1, 197] as const

/** How this version reads; one that is not known reads as the newest. */
export function waysOf(version: string | null): Ways {
  const parts = /^(\d+)\.(\d+)\.(\d+)/
    .exec(version ?? '')
    ?.slice(1)
    .map(Number)
  if (parts === undefined) return newest
  const at = lastOld.findIndex((part, index) => part !== parts[index])
  const isOld = at === -1 || (parts[at] ?? 0) < (lastOld[at] ?? 0)
  return isOld ? { googlePlatform: false, sendsBlanks: true } : newest
}
