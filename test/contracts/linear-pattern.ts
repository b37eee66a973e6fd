/**
 * Why a pattern of a card may take longer than in proportion to the text it meets, one sentence each; empty when it
 * cannot. Foreign text decides nothing but where a pattern matches: each repetition has an end, a group is not repeated,
 * there are few of them, and neither look-behind nor back-reference is used. Then a start takes bounded work.
 */
export function linearProblems(pattern: RegExp): readonly string[] {
  const problems: string[] = []
  const { source, flags } = pattern
  if (!/^i?$/.test(flags))
    problems.push(`has the flags "${flags}"; only "i" keeps no state and means the same everywhere`)
  const bare = source.replace(/\\[\s\S]/g, '_').replace(/\[[^\]]*\]/g, '_')
  if (/[*+]|\{\d+,\}/.test(bare)) problems.push('repeats something without an end; write {0,80} instead of * or +')
  if (/\)\{/.test(bare)) problems.push('repeats a group; repeat a character class instead')
  const counts = [...bare.matchAll(/\{(?:\d+,)?(\d+)\}/g)].map((found) => Number(found[1]))
  if (counts.length > 4) problems.push('has more than four repetitions; split it into alternatives of the card')
  const work = counts.reduce((product, count) => product * Math.max(1, count), 1)
  if (work > 1_000_000) problems.push('tries too many ways at one place; make its repetitions shorter')
  if (/\(\?<[=!]/.test(source)) problems.push('looks behind; match what stands there instead')
  if (/\\[1-9]/.test(source.replace(/\\\\/g, ''))) problems.push('refers back to a group; write it out')
  return problems
}
