/**
 * What is odd about the text of a credential, without knowing whose it is. What Claude Code does with each was measured
 * with 2.1.329: blanks and line ends around it are trimmed, inside they are sent or refused.
 */

/** It opens a gateway of warmkey and nothing else. */
const localKey = 'a local key of warmkey'

/** Who hands out credentials of this look. */
const issuers: readonly (readonly [RegExp, string])[] = [
  [/^sk-ant-api\d\d-/, 'an Anthropic API key'],
  [/^sk-ant-oat\d\d-/, 'an Anthropic access token'],
  [/^sk-ant-ort\d\d-/, 'an Anthropic refresh token'],
  [/^sk-ant-admin\d\d-/, 'an Anthropic Admin API key'],
  [/^sk-ant-sid\d\d-/, 'a session cookie of claude.ai'],
  [/^sk-or-v1-/, 'an OpenRouter key'],
  [/^sk-proj-|^sk-svcacct-|^sk-[A-Za-z0-9]{48}$/, 'an OpenAI key'],
  [/^wk-/, localKey],
  [/^AIza[\w-]{30,}/, 'a Google API key'],
  [/^ya29\./, 'a Google access token'],
  [/^A[KS]IA[A-Z0-9]{16}$/, 'an AWS access key id'],
  [/^hv[sbr]\.|^s\.[A-Za-z0-9]{24}$/, 'a Vault token'],
  [/^gh[pousr]_|^github_pat_/, 'a GitHub token'],
  [/^dapi[0-9a-f]{32}/, 'a Databricks token'],
  [/^gsk_/, 'a Groq key'],
  [/^xai-/, 'an xAI key'],
  [/^eyJ[\w-]+\.[\w-]+\./, 'a JSON Web Token'],
]

/** What the text looks like, as "an Anthropic API key"; `null` where nothing is known of its look. */
export const issuerOf = (text: string): string | null => issuers.find(([pattern]) => pattern.test(text))?.[1] ?? null

/** Full API keys of Anthropic are this long; shorter ones were cut while copying. */
const anthropicKeyLength = 108

export interface Flaw {
  readonly id:
    | 'quoted'
    | 'bearer'
    | 'assignment'
    | 'inner-blank'
    | 'line-break'
    | 'not-ascii'
    | 'invisible'
    | 'placeholder'
    | 'cookie'
    | 'wrong-kind'
    | 'truncated'
    | 'json'
    | 'null'
    | 'unexpanded'
    | 'colour'
  /** The fact, to be read after the name of the thing: `ANTHROPIC_API_KEY …`. */
  readonly fact: string
  /** What to do. */
  readonly fix: string
}

const flaws: readonly (readonly [(text: string) => boolean, Flaw])[] = [
  [
    (text) => /^(null|undefined|none|nil)$/i.test(text),
    { id: 'null', fact: 'is a word that means nothing', fix: 'Set the key itself, or remove the variable.' },
  ],
  [
    (text) => /^\$\{?\w+\}?$|^\$\(.*\)$|^%\w+%$|^op:\/\/|^vault:\/\//s.test(text),
    {
      id: 'unexpanded',
      fact: 'is the name of another place, which nobody has filled in',
      fix: 'Use double quotes or none where it is set, so that the shell puts the value in; a settings file fills in nothing.',
    },
  ],
  [
    (text) => /^<.*>$|^(your|my|the)[-_ ]?(api)?[-_ ]?(key|token)|^x{6,}$|\.\.\.$|…$/i.test(text),
    { id: 'placeholder', fact: 'is a placeholder from an example', fix: 'Put the real key in its place.' },
  ],
  [
    (text) => /^(["'`“”‘’]).*["'`“”‘’]$/s.test(text),
    {
      id: 'quoted',
      fact: 'has quotes around it that are sent along',
      fix: 'Remove the quotes that stand inside the value.',
    },
  ],
  [
    (text) => /^(authorization:\s*)?bearer\s/i.test(text),
    {
      id: 'bearer',
      fact: 'begins with "Bearer", which the client adds by itself',
      fix: 'Leave the key alone in the value.',
    },
  ],
  [
    (text) => /^(export\s+)?[A-Z][A-Z0-9_]*=/.test(text),
    {
      id: 'assignment',
      fact: 'holds the name of a variable as well',
      fix: 'Leave what comes after the = alone in the value.',
    },
  ],
  [
    (text) => /^\s*[[{]/.test(text),
    { id: 'json', fact: 'is JSON, not a key', fix: 'Take the key out of it, for instance with jq -r.' },
  ],
  [
    (text) => /^(sessionKey=|sk-ant-sid|__Secure-|cf_clearance)/.test(text),
    {
      id: 'cookie',
      fact: 'is a cookie of a web page, which no API takes',
      fix: 'Make an API key in the console and use that.',
    },
  ],
  [
    (text) => text.includes('\u001b['),
    {
      id: 'colour',
      fact: 'has colour codes of a terminal inside',
      fix: 'Let the command print plainly: NO_COLOR=1 before it, or its --no-color.',
    },
  ],
  [
    (text) => /[\r\n]/.test(text),
    { id: 'line-break', fact: 'has a line break inside', fix: 'Set it again on one line.' },
  ],
  [
    (text) => /[\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad]/.test(text),
    {
      id: 'invisible',
      fact: 'has an invisible character inside',
      fix: 'Copy it again from where it was made, not from a chat or a document.',
    },
  ],
  [
    (text) => /[^\x20-\x7e\r\n]/.test(text),
    {
      id: 'not-ascii',
      fact: 'has a character that no key has',
      fix: 'Copy it again from where it was made; editors change dashes and quotes.',
    },
  ],
  [(text) => / /.test(text), { id: 'inner-blank', fact: 'has a blank inside', fix: 'Set it again without the blank.' }],
  [
    (text) => /^sk-ant-api\d\d-/.test(text) && text.length < anthropicKeyLength,
    {
      id: 'truncated',
      fact: 'is shorter than such keys are',
      fix: 'Copy the whole key; make a new one where it is not shown any more.',
    },
  ],
]

/** The first thing that is odd about it, `null` when nothing is. `text` is trimmed, as the client does. */
export const flawOf = (text: string): Flaw | null => flaws.find(([holds]) => holds(text.trim()))?.[1] ?? null

const elsewhere = new Set([
  'an OpenRouter key',
  'an OpenAI key',
  'a Google API key',
  'an AWS access key id',
  'a Vault token',
  'a GitHub token',
  'a Groq key',
  'an xAI key',
  'an Anthropic refresh token',
  'an Anthropic Admin API key',
  localKey,
])

/**
 * Why a credential of this look cannot open Anthropic's own API; `null` where it may. Other endpoints take what they like.
 */
export function wrongKindFor(host: string, text: string): string | null {
  const issuer = issuerOf(text.trim())
  return issuer !== null && host === 'api.anthropic.com' && elsewhere.has(issuer) ? issuer : null
}
