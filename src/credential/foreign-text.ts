import { redact } from '../secret.ts'

const longestShown = 300

/** `password=…`, `X-Vault-Token: …`, `--api-key …`: what follows is masked, whatever it looks like. */
const named =
  /((?:key|token|secret|password|passwd|pwd|credential|authorization)["']?\s*[=:]\s*["']?|(?<![\w-])--?[\w-]{0,40}(?:key|token|secret|password)[= ])[^\s"',;]{4,}/gi

/** Long words without separators: hex, base64, UUIDs when they hold both letters and digits. Paths and hosts have dots. */
const longWord = /[\w+=-]{32,}/g
const isRandom = (word: string) => /\d/.test(word) && /[A-Za-z]/.test(word)

/**
 * What a foreign program printed, made fit for a message: everything that is or looks like a secret becomes `[secret]`,
 * and so does every longer word of `known`, its other output.
 */
export function withoutSecrets(text: string, known = ''): string {
  let clean = redact(text)
  for (const word of known.split(/[\s"',]+/)) if (word.length >= 8) clean = clean.replaceAll(word, '[secret]')
  return clean.replace(named, '$1[secret]').replace(longWord, (word) => (isRandom(word) ? '[secret]' : word))
}

/** Escape sequences of terminals: colours, titles, links. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const escapes = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_])/g

/** The last line with anything on it, plain, at most 300 characters; empty when there is none. */
export function lastLine(text: string): string {
  const lines = text.replace(escapes, '').split(/[\r\n]+/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const plain = lines.map((line) => line.replace(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E]/g, ' ').trim())
  return shorten(plain.findLast((line) => line !== '') ?? '', longestShown)
}

/** At most `most` characters, the cut shown by an ellipsis. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
