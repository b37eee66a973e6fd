/** How long Claude Code uses what its helper printed. https://code.claude.com/docs/en/authentication */
export const defaultTtlMs = 300_000
/** A year is never, for whoever asks. */
const mostMs = 365 * 86_400_000

/** The TTL of the client, milliseconds, from CLAUDE_CODE_API_KEY_HELPER_TTL_MS as the client itself reads it. */
export function clientTtlMs({
  CLAUDE_CODE_API_KEY_HELPER_TTL_MS: text,
}: Readonly<Record<string, string | undefined>>): number {
  const ttlMs = Number.parseInt(text?.trim() ?? '', 10)
  return ttlMs >= 0 ? Math.min(ttlMs, mostMs) : defaultTtlMs
}
