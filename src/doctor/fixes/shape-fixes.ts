import type { Flaw } from '../credential/shape.ts'
import { type Issuer, newKey, setTo } from './fix-words.ts'

/** Where a flawed text stands, and what is known of it. */
export interface Flawed extends Issuer {
  readonly name: string
  readonly place: string
  /** Whether a helper printed it. */
  readonly printed: boolean
  /** Where in its JSON the key is, as `.data.key`; `null` where it is no JSON or nothing in it looks like a key. */
  readonly field: string | null
}

/** How to get the key out of `text`, a word of sh that holds it; `null` where the key is not in it. */
const inShell: Readonly<Partial<Record<Flaw['id'], (name: string, field: string | null) => string | null>>> = {
  quoted: (name) => `${name}="\${${name}#?}"; export ${name}="\${${name}%?}"`,
  bearer: (name) => `export ${name}="\${${name}##* }"`,
  assignment: (name) => `export ${name}="\${${name}#*=}"`,
  'line-break': (name) => `export ${name}="$(printf %s "$${name}" | tr -d '[:space:]')"`,
  'inner-blank': (name) => `export ${name}="$(printf %s "$${name}" | tr -d '[:space:]')"`,
  invisible: (name) => `export ${name}="$(printf %s "$${name}" | LC_ALL=C tr -cd '!-~')"`,
  colour: (name) => `export ${name}="$(printf %s "$${name}" | sed "s/$(printf '\\033')\\[[0-9;]*m//g")"`,
  json: (name, field) => (field === null ? null : `export ${name}="$(printf %s "$${name}" | jq -r ${field})"`),
  'half-quoted': (name) => `export ${name}="$(printf %s "$${name}" | tr -d '\\042\\047\\140')"`,
  'header-name': (name) => `export ${name}="\${${name}##* }"`,
  escaped: (name) => `export ${name}="$(printf %s "$${name}" | sed 's/\\\\[nrt]//g')"`,
  base64: (name) => `export ${name}="$(printf %s "$${name}" | base64 -d)"`,
  path: (name) => `export ${name}="$(cat "$${name}")"`,
  'home-path': (name) => `export ${name}="$(cat "$HOME/\${${name}#*/}")"`,
  reference: (name) => `export ${name}="$(op read "$${name}")"`,
}

/** What a helper's command needs behind it, so that the key alone comes out. */
const behindHelper: Readonly<Partial<Record<Flaw['id'], (field: string | null) => string | null>>> = {
  quoted: () => ` | tr -d '\\042\\047'`,
  bearer: () => ` | sed 's/.* //'`,
  assignment: () => ` | sed 's/^[^=]*=//'`,
  'inner-blank': () => ` | tr -d ' '`,
  invisible: () => ` | LC_ALL=C tr -cd '!-~'`,
  colour: () => ` | sed $(printf 's/\\033')'\\[[0-9;]*m//g'`,
  json: (field) => (field === null ? null : ` | jq -r ${field}`),
  'half-quoted': () => ` | tr -d '\\042\\047\\140'`,
  'header-name': () => ` | sed 's/.* //'`,
  escaped: () => ` | sed 's/\\\\[nrt]//g'`,
  base64: () => ' | base64 -d',
  path: () => ' | xargs cat',
}

/** What a person takes off with an editor. */
const inFile: Readonly<Partial<Record<Flaw['id'], string>>> = { quoted: 'quotes', bearer: 'word "Bearer"' }

/** What cures it: the key taken out of the text where it is whole in there, else the key itself in its place. */
export function fixOfFlaw(id: Flaw['id'], flawed: Flawed): string {
  const { name, place, printed, field } = flawed
  if (id === 'cookie') return newKey(name, place, flawed)
  if (printed) {
    const behind = behindHelper[id]?.(field) ?? null
    return behind === null
      ? `Set "apiKeyHelper" in ${place} to <the command that prints your key>.`
      : `Write "${behind}" at the end of "apiKeyHelper" in ${place}.`
  }
  if (place === 'the shell') {
    const command = inShell[id]?.(name, field) ?? null
    return command === null ? setTo(name, place, '<your key>') : `Type: ${command}`
  }
  const off = inFile[id]
  return off === undefined ? setTo(name, place, '<your key>') : `Remove the ${off} from ${name} in ${place}.`
}
