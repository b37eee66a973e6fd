import { issuerOf } from '../credential/shape.ts'

/** One key in a text, by where it stands and what it is; never its text. */
export interface FoundKey {
  /** From 1. */
  readonly line: number
  /** As "an Anthropic API key". */
  readonly kind: string
  /** Whether its line sets a variable that build tools put into what browsers load. */
  readonly forBrowsers: boolean
  /** Whether it reads as if somebody had typed it: it repeats itself, or says that it is for a test. */
  readonly invented: boolean
}

/**
 * Keys that sign in to tools of this kind, by a look that nothing else has. Each begins with letters that are in the text as
 * they are, so that a text without them is passed over at once.
 */
const looks: readonly RegExp[] = [
  /\bsk-ant-(?:api|oat|ort|admin|sid)\d\d-[\w-]{20,}/g,
  /\bsk-(?:proj|svcacct|admin)-[\w-]{20,}/g,
  /\bsk-or-v1-[0-9a-f]{20,}/g,
  /\bsk-[A-Za-z0-9]{48}\b/g,
  /\bA[KS]IA[A-Z0-9]{16}\b/g,
  /\bABSK[A-Za-z0-9+/=]{40,}/g,
  /\bhv[sb]\.[\w-]{20,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/g,
  /\bgithub_pat_\w{30,}/g,
  /\bAIza[\w-]{30,}/g,
  /\bya29\.[\w-]{20,}/g,
  /\bglpat-[\w-]{20,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bgsk_[A-Za-z0-9]{30,}/g,
  /\bxai-[A-Za-z0-9]{30,}/g,
  /\bdapi[0-9a-f]{32}\b/g,
  /\baws_secret_access_key["']?\s*[=:]\s*["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi,
]

const beginnings =
  /\b(?:sk-|A[KS]IA|ABSK|hv[sb]\.|gh[pousr]_|github_pat_|AIza|ya29\.|glpat-|npm_|gsk_|xai-|dapi|aws_secret_access_key|AWS_SECRET_ACCESS_KEY)/

/** Made-up keys, as documents and tests have them, are no keys. */
const madeUp = /(?:example|x{6,}|\.{3}|0{8,}|1234567|abcdef.{0,4}ghi|your[-_]|placeholder|redacted|changeme)/i

const invented = /(.{3,16})\1{2,}|test|fake|dummy|sample|mock|made-?up/i

/** Names that Next.js, Vite, Create React App and their like put into what they build for browsers. */
const forBrowsers = /\b(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC|PUBLIC|GATSBY|VUE_APP)_\w*\s*[=:]\s*\S*$/

/** What `issuerOf` does not know. */
const kindOf = (text: string): string =>
  issuerOf(text) ??
  (text.startsWith('ABSK')
    ? 'an Amazon Bedrock API key'
    : text.startsWith('glpat-')
      ? 'a GitLab token'
      : text.startsWith('npm_')
        ? 'an npm token'
        : /^sk-/.test(text)
          ? 'an OpenAI key'
          : /^aws_secret/i.test(text)
            ? 'an AWS secret access key'
            : 'a key')

/** Keys in a text, in their order, at most `most`. */
export function findKeys(text: string, most = 20): FoundKey[] {
  if (!beginnings.test(text)) return []
  const found: { readonly at: number; readonly key: string }[] = []
  for (const look of looks)
    for (const match of text.matchAll(look)) {
      if (!madeUp.test(match[0])) found.push({ at: match.index, key: match[0] })
      if (found.length >= most * looks.length) break
    }
  return found
    .toSorted((one, other) => one.at - other.at)
    .slice(0, most)
    .map(({ at, key }) => {
      const start = text.lastIndexOf('\n', at) + 1
      return {
        line: lineAt(text, at),
        kind: kindOf(key),
        invented: invented.test(key),
        forBrowsers: forBrowsers.test(text.slice(Math.max(start, at - 200), at)),
      }
    })
}

function lineAt(text: string, end: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) line++
  return line
}
