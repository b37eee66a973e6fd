/**
 * What is odd about the text of a credential, without knowing whose it is. What Claude Code does with each was measured
 * with 2.1.329: blanks and line ends around it are trimmed, inside they are sent or refused.
 */

export { issuerOf } from './issuers.ts'

/** Full API keys of Anthropic are this long; shorter ones were cut while copying. */
const anthropicKeyLength = 108

/** Something odd about the text of a credential. */
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
    | 'half-quoted'
    | 'header-name'
    | 'escaped'
    | 'base64'
    | 'two-keys'
    | 'path'
    | 'home-path'
    | 'address'
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
    (text) =>
      /^\$\{?\w+\}?$|^\$\{[^}]*\}\}?$|^\{\{.*\}\}$|^\{(?:env|file):[^}]*\}$|^\$\(.*\)$|^`.*`$|^%\w+%$|^(?:vault|keyring|secret|ssm|awssm|gcpsm|azkv|env|ref\+\w+):\/?\/?[\w.-]|^arn:aws[\w-]*:(?:secretsmanager|ssm):|^projects\/[\w-]+\/secrets\/|^@Microsoft\.KeyVault\(/s.test(
        text,
      ),
    {
      id: 'unexpanded',
      fact: 'is the name of another place, which nobody has filled in',
    },
  ],
  [
    (text) =>
      /^<.*>$|^\[.*(key|token).*\]$|^(your|my|the)[-_ ]?(anthropic|claude|secret)?[-_ ]?(api)?[-_ ]?(key|token)|^x{6,}$|\.{3}$|…$|\*{3,}|•{3,}|^sk-[\w-]*?(x{6,}|your)|^(replace|change|insert|paste|put|enter)[-_ ]?(me|this|with|your|here|key)/i.test(
        text,
      ),
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
    (text) => /^["'`“”‘’]|["'`“”‘’]$/.test(text) && !/^\s*[[{]/.test(text),
    { id: 'half-quoted', fact: 'has a quote at one end, which is sent along' },
  ],
  [
    (text) => /^(x-api-key|api-key|anthropic[-_]api[-_]key|[A-Z][A-Z0-9_]*_(?:KEY|TOKEN))\s*:\s/i.test(text),
    { id: 'header-name', fact: 'holds the name of a header or setting as well' },
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
  [(text) => /^https?:\/\//i.test(text), { id: 'address', fact: 'is an address, not a key' }],
  [
    (text) => /^(~|\$HOME|\$\{HOME\})\/[\w./@+ -]{1,200}$/.test(text),
    { id: 'home-path', fact: 'is the path of a file, not what is in it' },
  ],
  [
    (text) =>
      /^(\.{1,2}|\/(home|Users|root|etc|var|run|tmp|opt|usr|mnt|srv|private|secrets|workspace|app))\/[\w./@+ -]{1,200}$|^[A-Z]:\\[\w.\\ -]{1,200}$/.test(
        text,
      ),
    { id: 'path', fact: 'is the path of a file, not what is in it' },
  ],
  // What base64 makes of "sk-ant-".
  [(text) => /^c2stYW50L[\w+/=]+$/.test(text), { id: 'base64', fact: 'is a key that was encoded as base64' }],
  [(text) => /sk-ant-.*sk-ant-/s.test(text), { id: 'two-keys', fact: 'holds two keys' }],
  [
    (text) => /\\[nrt]$|\\[nr]/.test(text),
    { id: 'escaped', fact: 'has a \\n in it that nobody turned into a line end' },
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

/**
 * A token of a login where the client does not send it as one: in `x-api-key`, or as a plain Bearer to Anthropic's own API,
 * which wants `anthropic-beta: oauth-2025-04-20` beside it (measured with 2.1.329: only CLAUDE_CODE_OAUTH_TOKEN brings that).
 */
export const isLoginTokenAside = (
  text: string,
  header: 'authorization' | 'x-api-key' | 'both',
  host: string,
): boolean =>
  /^sk-ant-oat\d\d-/.test(text.trim()) &&
  (header === 'x-api-key' || (header === 'authorization' && host === 'api.anthropic.com'))

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
