/**
 * A person who does what the last line of a report says, literally, and nothing else. He knows the forms of sentences that
 * CONTRIBUTING.md lists, not the scenarios: a line that is in none of them is one that he cannot follow.
 */
import { CannotFollow } from './cannot-follow.ts'
import type { DoctorWorld } from './doctor-world.ts'
import { appendAt, dropMark, keepOneSide, removeFrom, setIn, writeBefore } from './obedient-editor.ts'
import { typed } from './obedient-shell.ts'

interface Hands {
  readonly world: DoctorWorld
  /** What he was given on the way: a new key, an address, a file. */
  readonly given: Map<string, string>
}

type Kind = readonly [RegExp, (hands: Hands, ...parts: string[]) => unknown]

const name = String.raw`"?([\w.-]+)"?`

/** What he knows to do, in the order in which he tries it; each takes a whole sentence. */
const kinds: readonly Kind[] = [
  [
    new RegExp(`^Remove the (quotes|word "Bearer"|line with [\\w-]+) from ${name} in (\\S+)$`),
    ({ world }, what, key, file) => dropMark(place(world, file), key, what),
  ],
  [
    new RegExp(`^Remove ${name} from (?:"env" in )?(\\S+)$`),
    ({ world }, key, file) => removeFrom(place(world, file), key),
  ],
  [
    new RegExp(`^[Ss]et ${name} in (\\S+) to (.+)$`),
    (hands, key, file, value) => setIn(place(hands.world, file), key, filled(value, hands)),
  ],
  [
    /^Write "(.+)" before line (\d+) of (\S+)$/,
    ({ world }, text, line, file) => writeBefore(place(world, file), text, line),
  ],
  [
    new RegExp(`^Write "(.+)" at the end of ${name} in (\\S+)$`),
    ({ world }, text, key, file) => appendAt(place(world, file), key, text),
  ],
  [/^Write "(.+)" at the end of (\S+)$/, ({ world }, text, file) => appendAt(place(world, file), null, text)],
  [/^Keep one side of the conflict in (\S+)$/, ({ world }, file) => keepOneSide(place(world, file))],
  [/^Make a new key at https:\/\/\S+$/, newKey],
  [/^Ask whoever runs \S+ for a new key$/, newKey],
  [
    /^Ask whoever runs \S+ for the right address$/,
    ({ world, given }) => given.set('the right address', known(world, 'the right address')),
  ],
  [/^Ask whoever runs (.+?) (?:to|for) (.+)$/, asked],
  [/^Open (https?:\/\/\S+) in a browser and sign in there$/, signIn],
  [/^Wait (?:\d+ s|a minute)$/, ({ world }) => Promise.all(world.meanwhile.splice(0).map((happens) => happens()))],
  [/^In Claude Code: (.+)$/, inClaudeCode],
]

/** Does what `line` says; throws {@link CannotFollow} where that cannot be done. */
export async function follow(line: string, world: DoctorWorld): Promise<void> {
  const hands: Hands = { world, given: new Map() }
  const [, before = line, command] = /^(.*?)(?:^T|, then t)ype: (.*)$/s.exec(line) ?? []
  for (const sentence of before.replace(/\.$/, '').split(', then ')) if (sentence !== '') await doOne(sentence, hands)
  if (command !== undefined) await typed(filled(command, hands, quoted), world)
}

async function doOne(sentence: string, hands: Hands): Promise<void> {
  const asks = [...hands.world.does.keys()].find((each) => sentence.startsWith(each))
  if (asks !== undefined && /^(Ask whoever runs|Make a new key at|Install) /.test(asks)) {
    const handed = await hands.world.does.get(asks)?.()
    if (typeof handed === 'string') hands.given.set('the new key', handed)
    return
  }
  for (const [form, does] of kinds) {
    const found = form.exec(sentence)
    if (found === null) continue
    await does(hands, ...found.slice(1))
    return
  }
  throw new CannotFollow(`Nobody knows how to do this: ${sentence}`)
}

const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

/** With every `<…>` filled in from what he was given or knows. */
const filled = (text: string, { world, given }: Hands, dress = (value: string) => value): string =>
  text.replace(/<([a-z][a-z' -]*)>/gi, (_, what: string) => dress(given.get(what) ?? ownKnowledge(world, what)))

function ownKnowledge(world: DoctorWorld, what: string): string {
  // These two are nobody's to know by heart: somebody has to hand them out first.
  if (['the new key', 'the right address', 'the file'].includes(what))
    throw new CannotFollow(`Nobody gave him <${what}>`)
  return known(world, what)
}

function known(world: DoctorWorld, what: string): string {
  const value = world.knows.get(what)
  if (value === undefined) throw new CannotFollow(`He does not know <${what}>`)
  return value
}

let made = 0

/** Whoever hands out keys hands out one that the upstream takes. */
function newKey({ world, given }: Hands): void {
  const key = `sk-ant-api03-New${made++}${'Fresh0Key'.repeat(11)}`.slice(0, 106).padEnd(108, 'A')
  world.upstream.accept(key)
  given.set('the new key', key)
}

async function asked({ world, given }: Hands, host: string, request: string): Promise<void> {
  const done = await world.owners.get(host)?.(request)
  if (done === undefined) throw new CannotFollow(`Nobody here runs ${host}`)
  if (done === false) throw new CannotFollow(`Whoever runs ${host} does not know what to do: ${request}`)
  if (typeof done === 'string') given.set('the file', done)
}

async function signIn({ world }: Hands, url: string): Promise<void> {
  const portal = world.portals.get(new URL(url).host)
  if (portal === undefined) throw new CannotFollow(`There is nothing to sign in to at ${url}`)
  await portal()
}

/** What the screens of Claude Code write (2.1.329). */
function inClaudeCode({ world }: Hands, what: string): void {
  if (what !== '/config, switch "Use custom API key" on')
    throw new CannotFollow(`Claude Code has no such screen: ${what}`)
  const file = world.scratch.path('home/.claude.json')
  const end = (world.env.ANTHROPIC_API_KEY ?? '').slice(-20)
  setIn(file, 'customApiKeyResponses', JSON.stringify({ approved: [end], rejected: [] }))
}

const place = (world: DoctorWorld, file: string): string => file.replace(/^~(?=\/)/, world.env.HOME ?? '')
