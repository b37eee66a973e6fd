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
    | 'reference'
    | 'colour'
  /** The fact, to be read after the name of the thing: `ANTHROPIC_API_KEY …`. */
  readonly fact: string
}

const flaws: readonly (readonly [(text: string) => boolean, Flaw])[] = [
  [(text) => /^(null|undefined|none|nil)$/i.test(text), { id: 'null', fact: 'is a word that means nothing' }],
  [
    (text) => text.startsWith('op://'),
    { id: 'reference', fact: 'is a reference of 1Password, which nobody has looked up' },
  ],
  [
    (text) => /^\$\{?\w+\}?$|^\$\(.*\)$|^%\w+%$|^vault:\/\//s.test(text),
    {
      id: 'unexpanded',
      fact: 'is the name of another place, which nobody has filled in',
    },
  ],
  [
    (text) => /^<.*>$|^(your|my|the)[-_ ]?(api)?[-_ ]?(key|token)|^x{6,}$|\.\.\.$|…$/i.test(text),
    { id: 'placeholder', fact: 'is a placeholder from an example' },
  ],
  [
    (text) => /^(["'`“”‘’]).*["'`“”‘’]$/s.test(text),
    {
      id: 'quoted',
      fact: 'has quotes around it that are sent along',
    },
  ],
  [
    (text) => /^(authorization:\s*)?bearer\s/i.test(text),
    {
      id: 'bearer',
      fact: 'begins with "Bearer", which the client adds by itself',
    },
  ],
  [
    (text) => /^(export\s+)?[A-Z][A-Z0-9_]*=/.test(text),
    {
      id: 'assignment',
      fact: 'holds the name of a variable as well',
    },
  ],
  [(text) => /^\s*[[{]/.test(text), { id: 'json', fact: 'is JSON, not a key' }],
  [
    (text) => /^(sessionKey=|sk-ant-sid|__Secure-|cf_clearance)/.test(text),
    {
      id: 'cookie',
      fact: 'is a cookie of a web page, which no API takes',
    },
  ],
  [
    (text) => text.includes('\u001b['),
    {
      id: 'colour',
      fact: 'has colour codes of a terminal inside',
    },
  ],
  [(text) => /[\r\n]/.test(text), { id: 'line-break', fact: 'has a line break inside' }],
  [
    (text) => /[\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad]/.test(text),
    {
      id: 'invisible',
      fact: 'has an invisible character inside',
    },
  ],
  [
    (text) => /[^\x20-\x7e\r\n]/.test(text),
    {
      id: 'not-ascii',
      fact: 'has a character that no key has',
    },
  ],
  [(text) => / /.test(text), { id: 'inner-blank', fact: 'has a blank inside' }],
  [
    (text) => /^sk-ant-api\d\d-/.test(text) && text.length < anthropicKeyLength,
    {
      id: 'truncated',
      fact: 'is shorter than such keys are',
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

const likeAKey = /^[\w.+/=~:-]{16,}$/

/** Where a key is inside of a JSON text, as jq names it: the first that is named like one or looks like one. */
export function keyFieldOf(text: string): string | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const walk = (node: unknown, path: string, depth: number): string[] => {
    if (typeof node === 'string') return likeAKey.test(node) ? [path] : []
    if (typeof node !== 'object' || node === null || depth > 3) return []
    // A name that is none for jq without quotes may be anything, a key too.
    const named = Object.entries(node).filter(([name]) => /^[A-Za-z_]\w{0,39}$/.test(name))
    return named.flatMap(([name, inner]) => walk(inner, `${path}.${name}`, depth + 1))
  }
  const found = walk(value, '', 0)
  return found.find((path) => /key|token|secret|password/i.test(path)) ?? found[0] ?? null
}
