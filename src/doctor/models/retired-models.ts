/** A model that Anthropic's own API has ceased to serve, or will. */
export interface Retirement {
  /** ISO date. */
  readonly on: string
  readonly instead: string
}

/**
 * Beginnings of names. Every date and every replacement as the table of
 * https://platform.claude.com/docs/en/about-claude/model-deprecations has it (read in October 2026; Sonnet 4.5 also stands in
 * `DEPRECATED_MODELS` of Anthropic's own SDK). A model that is only promised until a day, or whose day is told in two ways,
 * is not in here. The dates are those of Anthropic's own platforms; clouds keep their own.
 */
const retirements: readonly (readonly [beginning: RegExp, on: string, instead: string])[] = [
  [/^claude-(instant|1)/, '2024-11-06', 'claude-haiku-4-5'],
  [/^claude-2\b/, '2025-07-21', 'claude-opus-4-8'],
  [/^claude-3-sonnet-/, '2025-07-21', 'claude-sonnet-4-6'],
  [/^claude-3-5-sonnet-/, '2025-10-28', 'claude-sonnet-4-6'],
  [/^claude-3-opus-/, '2026-01-05', 'claude-opus-4-8'],
  [/^claude-3-7-sonnet-/, '2026-02-19', 'claude-sonnet-4-6'],
  [/^claude-3-5-haiku-/, '2026-02-19', 'claude-haiku-4-5'],
  [/^claude-3-haiku-/, '2026-04-20', 'claude-haiku-4-5'],
  [/^claude-sonnet-4(-0|-20250514)?$/, '2026-06-15', 'claude-sonnet-4-6'],
  [/^claude-opus-4(-0|-20250514)?$/, '2026-06-15', 'claude-opus-4-8'],
  [/^claude-opus-4-1(-20250805)?$/, '2026-08-05', 'claude-opus-4-8'],
  [/^claude-sonnet-4-5(-20250929)?$/, '2026-11-30', 'claude-sonnet-5-5'],
]

/** `null` where nothing is known of an end. `[1m]` and the like at the end say nothing of the model. */
export function retirementOf(model: string): Retirement | null {
  const name = model
    .trim()
    .toLowerCase()
    .replace(/\[\w+\]$/, '')
  const found = retirements.find(([beginning]) => beginning.test(name))
  return found === undefined ? null : { on: found[1], instead: found[2] }
}
