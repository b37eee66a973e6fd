import { WarmkeyError } from '../errors.ts'

/** What the first client accepts of its helper, too: https://code.claude.com/docs/en/errors */
const longestKey = 16_384

/** Words that programs print where they have no value. */
const noValue = new Set(['null', 'undefined', 'none', 'nil', 'nan', 'true', 'false', '(null)', '[object object]'])

interface Fault {
  readonly fact: string
  readonly remedy: string
}

/** Common mistakes by their shape, told before the general rule that they break as well. */
function faultOf(key: string): Fault | null {
  if (key === '') return { fact: 'is empty', remedy: 'Look why it gives no key.' }
  if (noValue.has(key.toLowerCase())) {
    return { fact: `is the word "${key}", not a key`, remedy: 'Look why there is no value behind it.' }
  }
  if (/^<(?:!doctype|html|\?xml|head|body)\b/i.test(key)) {
    return {
      fact: 'is a web page, not a key',
      remedy: 'Most likely it is a sign-in page: sign in where the key comes from.',
    }
  }
  if (/^-----BEGIN /.test(key)) {
    return { fact: 'is a PEM file, not a key', remedy: 'Give the token that is obtained with it.' }
  }
  if (/^(?:bearer|basic) /i.test(key)) {
    return {
      fact: 'begins with the name of an authentication scheme',
      remedy: 'Give the key alone; warmkey writes the header.',
    }
  }
  if (/^(?:export\s+)?[A-Z][A-Z0-9_]*_(?:KEY|TOKEN|SECRET)\s*=/.test(key)) {
    return {
      fact: 'is an assignment of a variable',
      remedy: 'Give what stands behind the "=", without quotation marks.',
    }
  }
  if (/^(['"`]).*\1$/s.test(key)) {
    return { fact: 'stands in quotation marks', remedy: 'Give it without them; jq does with -r.' }
  }
  if (/(?:^|=)sk-ant-sid\d\d-/.test(key)) {
    return {
      fact: 'is a cookie of a web session, not a key',
      remedy: 'Make an API key in the console of the provider.',
    }
  }
  const lines = key.split(/[\r\n]+/).length
  if (lines > 1) {
    return { fact: `has ${lines} lines`, remedy: 'Give the key alone; what is meant for people belongs on stderr.' }
  }
  if (/\s/.test(key)) return { fact: 'has white space inside', remedy: 'Give the key alone.' }
  for (const char of key) {
    const code = char.codePointAt(0) ?? 0
    if (code < 0x20 || code === 0x7f) {
      return { fact: 'holds a control character', remedy: 'Give the key alone, without colours.' }
    }
    if (code > 0x7e)
      return { fact: 'holds a character that is not ASCII', remedy: 'Copy the key again from where it was made.' }
  }
  if (key.length > longestKey) {
    return { fact: `has ${key.length} characters, more than ${longestKey}`, remedy: 'Give the key alone.' }
  }
  return null
}

/**
 * Text as it came from a program, a file or a variable, as a key: byte order mark and surrounding white space removed.
 * Throws `source-malformed` with a sentence that begins with `what` and never holds the value.
 */
export function readKeyText(text: string, what: string): string {
  const key = text.replace(/^\uFEFF/, '').trim()
  const fault = faultOf(key)
  if (fault === null) return key
  throw new WarmkeyError('source-malformed', `${what} ${fault.fact}.`, { remedy: fault.remedy })
}

/** Bytes as text: UTF-8, or UTF-16 where a byte order mark says so (PowerShell writes files like that). */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}
