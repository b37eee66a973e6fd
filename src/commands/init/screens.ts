import type { Config } from '../../config.ts'
import type { Asker } from '../profile/asker.ts'
import type { Judged } from './find-candidates.ts'

/** A name that no profile has yet: the wanted one, or with a number behind it. */
export function freeName(wanted: string, { profiles }: Config): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`
    if (!Object.hasOwn(profiles, name)) return name
  }
}

/** A path as people write it. */
export const short = (place: string, home: string): string =>
  home === '/' ? place : place.replaceAll(`${home}/`, '~/')

const stateOf = ({ existing, needs }: Judged): string => {
  if (existing !== null) return `, is the profile "${existing}" already`
  return needs.length === 0 ? '' : `, needs ${needs.join(' and ')} of warmkey profile add`
}

/** What was found, one line each, or what to type where nothing was. */
export function listText(found: readonly Judged[], why: string | null, home: string): string {
  if (found.length === 0) return nothingFound(why)
  const lines = found.map((candidate) => `  ${candidate.title} (${short(candidate.place, home)}${stateOf(candidate)})`)
  return [...(why === null ? [] : [why]), 'Found on this machine:', ...lines, ''].join('\n')
}

/** Where nothing was found: what was looked at, and what to type next. */
export const nothingFound = (why: string | null): string =>
  [
    ...(why === null ? [] : [why]),
    'Nothing was found that warmkey could keep: no apiKeyHelper or key of Claude Code, no ANTHROPIC_AUTH_TOKEN or',
    'ANTHROPIC_API_KEY, no profile in ~/.aws/config, no VAULT_ADDR. Say where your key comes from, one of:',
    "  warmkey profile add work --command 'program that prints it' --url https://api.anthropic.com",
    '  warmkey profile add work --path ~/file-that-holds-it --url https://api.anthropic.com',
    '  export ANTHROPIC_API_KEY=…; warmkey init',
    '',
  ].join('\n')

const other = 'other'

/** The candidate that a person takes; `null` for something else. */
export async function choose(asker: Asker, found: readonly Judged[], home: string): Promise<Judged | null> {
  if (found.length === 0) {
    asker.say('Nothing was found on this machine that warmkey could keep, so it asks for it.')
    return null
  }
  const value = await asker.select({
    message: 'What should warmkey keep?',
    options: [
      ...found.map((candidate) => ({
        value: candidate.id,
        label: candidate.title,
        // What it needs is asked for in a moment.
        hint: `${short(candidate.place, home)}${stateOf({ ...candidate, needs: [] })}`,
      })),
      { value: other, label: 'Something else' },
    ],
  })
  return found.find(({ id }) => id === value) ?? null
}
