/** What a measurement says, and how it stands to its budget. */

export interface Figure {
  readonly what: string
  /** As people read it, with its unit; `null` when it could not be measured. */
  readonly value: string | null
  /** The budget in words; `null` for a figure that has none. */
  readonly budget: string | null
  /** Whether the budget is kept; `null` where there is none, or nothing was measured. */
  readonly kept: boolean | null
  /** Why there is no value, or what else is worth knowing. */
  readonly note?: string
}

/** The middle one, or the mean of the two in the middle; `NaN` of none. */
export function median(numbers: readonly number[]): number {
  const ascending = numbers.toSorted((a, b) => a - b)
  const half = ascending.length >> 1
  const upper = ascending[half] ?? Number.NaN
  return ascending.length % 2 === 1 ? upper : ((ascending[half - 1] ?? Number.NaN) + upper) / 2
}

/** Value below which `share` (0 to 1) of the ascending numbers lie. */
export const quantile = (ascending: readonly number[], share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
export const MB = (value: number | null): string => (value === null ? 'unknown' : `${Math.round(value)} MB`)
export const count = (value: number): string => Math.round(value).toLocaleString('en-GB')

export const absent = (what: string, budget: string | null, note: string): Figure => ({
  what,
  value: null,
  budget,
  kept: null,
  note,
})

const verdict = ({ value, budget, kept }: Figure): string =>
  value === null ? '**not measured**' : budget === null ? '' : kept === true ? 'kept' : '**missed**'

/** A Markdown table of the figures. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    [figure.value, figure.note].filter((text) => text !== null && text !== undefined).join('; '),
    figure.budget ?? '',
    verdict(figure),
  ])
  return [['', 'measured', 'budget', ''], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
