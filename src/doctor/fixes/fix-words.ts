import { withoutSecrets } from '../../credential/foreign-text.ts'

/**
 * The forms in which a fix is written. A fix is the last line of the report, and whoever does what it says, literally and
 * nothing else, is cured; so there are few forms, and each says what to do and where:
 *
 * - `Type: COMMAND`, to the end of the line, for the shell in which the doctor was asked
 * - `Set NAME in FILE to VALUE.`, `Remove NAME from FILE.`, `Write "TEXT" at the end of NAME in FILE.`
 * - `In Claude Code: /command, what to choose there.`
 * - `Open ADDRESS in a browser and sign in there.`
 * - `Make a new key at ADDRESS`, `Ask whoever runs HOST for a new key`, each with `, then type: …` or `, then set …`
 * - `Ask whoever runs HOST to …`, with the request, header or rule that it is about
 * - `Install PROGRAM.`, `Install PROGRAM from ADDRESS.`
 * - `Wait a minute.`
 *
 * `<something>` stands for what only the person knows or was just given: `<your key>`, `<the new key>`.
 */

/** What a variable of the environment is said to be set by. */
const shell = 'the shell'

/** What the person fills in: `<your key>`. Anything else between such signs would be a redirection. */
const blank = /<[a-z][a-z' -]{0,60}>/gi

/** A word for sh: as it is where it can be, in quotes where it has to be. What the person fills in stays as it is. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./~-]*$/.test(text.replace(blank, '')) ? text : `'${text.replaceAll("'", "'\\''")}'`

/** Runs a command of the settings by hand, without repeating it. */
export const runSetting = (name: string, place: string): string => `Type: sh -c "$(jq -r .${name} ${shellWord(place)})"`

/** Whether a command may be repeated: people write keys into commands. */
export const maySay = (command: string): boolean => withoutSecrets(command) === command

/** Gives a variable another value, where it is set. */
export const setTo = (name: string, place: string, value: string): string =>
  place === shell ? `Type: export ${name}=${shellWord(value)}` : `Set ${name} in ${place} to ${value}.`

/** Takes a variable or a setting away, where it is set. */
export const takeOut = (name: string, place: string): string =>
  place === shell ? `Type: unset ${name}` : `Remove ${name} from ${place}.`

/** One fix after the other; the first is no command, because a command goes on to the end of the line. */
export function andThen(first: string, second: string): string {
  const [head = '', ...tail] = second
  return `${first.replace(/\.$/, '')}, then ${head.toLowerCase()}${tail.join('')}`
}

/** Who hands out what an endpoint takes. */
export interface Issuer {
  readonly host: string
  /** Whether nothing says where requests go, so that it is Anthropic's own API. */
  readonly isDefault: boolean
}

/** Another key from whoever hands them out, in the place of the one that is there. */
export const newKey = (name: string, place: string, { host, isDefault }: Issuer): string =>
  andThen(
    isDefault
      ? 'Make a new key at https://platform.claude.com/settings/keys'
      : `Ask whoever runs ${host} for a new key`,
    setTo(name, place, '<the new key>'),
  )

/** Another address from whoever runs what is behind it. */
export const rightAddress = (name: string, place: string, whose: string): string =>
  andThen(`Ask whoever runs ${whose} for the right address`, setTo(name, place, '<the right address>'))

/** What signs in where nothing does: a login is for Anthropic's own API alone. */
export const signIn = ({ isDefault }: Pick<Issuer, 'isDefault'>): string =>
  isDefault ? 'claude auth login' : 'export ANTHROPIC_AUTH_TOKEN=<your key>'

/** Lets warmkey ask the helper and try its keys; `warmkey disconnect claude-code` takes it back. */
export const gatewayInstead = 'Type: warmkey init --yes && warmkey connect claude-code --yes'
