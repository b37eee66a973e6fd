/** What an error says of itself, wherever its format puts it. */
export interface ErrorParts {
  /** Every code, type and reason, lower case: `error.type`, `error.code`, `__type`, `x-amzn-errortype` and the like. */
  readonly codes: ReadonlySet<string>
  /** Human messages, outermost first; empty when the text has none that can be told from the rest. */
  readonly messages: readonly string[]
}

/** Decisive words come early: patterns see this many characters of a text and of each message. */
export const readCharacters = 16_384

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists in errors (`details`, an array around the whole) are read this far. */
const listItems = 8

/** Keys whose value names the kind of failure. Numbers count too: Azure and LiteLLM send the status as a code. */
export const codeKeys: readonly string[] = [
  'type',
  'code',
  'Code',
  'status',
  'reason',
  '__type',
  'error_code',
  'error_subtype',
  'errorCode',
]
const messageKeys = ['message', 'Message', 'error_description', 'detail', 'errorMessage']

/** The code without what AWS's JSON protocols put around it: a namespace before `#`, an address after `:`. */
export function bareCode(value: string): string {
  const colon = value.indexOf(':')
  const head = colon === -1 ? value : value.slice(0, colon)
  return head
    .slice(head.indexOf('#') + 1)
    .trim()
    .toLowerCase()
}

/** JSON that is the whole text or stands between words in it; `undefined` when there is none. */
function parseJson(text: string): { readonly value: unknown; readonly whole: boolean } | undefined {
  const between = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  for (const [candidate, whole] of [
    [text, true],
    [between, false],
  ] as const) {
    if (!/[[{"]/.test(candidate.slice(0, readCharacters))) continue
    try {
      return { value: JSON.parse(candidate), whole }
    } catch {
      // Not JSON as it stands.
    }
  }
  return undefined
}

/** The title of a web page, which says more than its scripts; `null` when the text is none or has none. */
function titleOf(text: string): string | null {
  const start = text.slice(0, readCharacters).trimStart()
  if (!/^<(?:!doctype html|html)\b/i.test(start)) return null
  return /<title>([^<]{1,300})/i.exec(start)?.[1]?.trim() ?? null
}

/** Code and message of an error of AWS's query and XML protocols: `<Error><Code>…</Code><Message>…</Message>`. */
function readXml(found: Found, text: string): void {
  const head = text.slice(0, readCharacters)
  if (!/^\s*</.test(head)) return
  addCode(found, /<Code>([^<]{1,200})<\/Code>/.exec(head)?.[1]?.trim())
  addMessage(found, /<Message>([^<]{1,4000})<\/Message>/.exec(head)?.[1]?.trim())
}

interface Found {
  readonly codes: Set<string>
  readonly messages: string[]
}

function addCode(found: Found, value: unknown): void {
  if (typeof value === 'number') found.codes.add(String(value))
  if (typeof value === 'string' && value.length > 0 && value.length <= 200) found.codes.add(bareCode(value))
}

function addMessage(found: Found, value: unknown): void {
  if (typeof value === 'string' && value.length > 0) found.messages.push(value.slice(0, readCharacters))
}

/** Reads one object and the few places in it where errors nest; `depth` bounds the descent. */
function readObject(found: Found, object: Json, depth: number): void {
  for (const key of codeKeys) addCode(found, object[key])
  for (const key of messageKeys) addMessage(found, object[key])
  // `{"error":"invalid_grant"}` is a code, `{"error":"Invalid Token"}` a message: a string there counts as both.
  if (typeof object.error === 'string') {
    addCode(found, object.error)
    addMessage(found, object.error)
  }
  if (depth === 0) return
  for (const key of ['error', 'detail', 'details', 'errors', 'innererror']) readValue(found, object[key], depth - 1)
}

function readValue(found: Found, value: unknown, depth: number): void {
  if (Array.isArray(value)) {
    for (const item of value.slice(0, listItems)) if (isObject(item)) readObject(found, item, depth)
  } else if (isObject(value)) {
    readObject(found, value, depth)
  }
}

/**
 * The codes and messages of a failure. Reads JSON, JSON between words, and JSON inside a string once (gateways wrap
 * their upstream's error so); of a web page the title; anything else gives what the headers say. Never throws.
 * The two rules for `x-amzn-errortype` and `__type` are those of
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization.
 */
export function readErrorParts(text: string, headers: Headers | null): ErrorParts {
  const found: Found = { codes: new Set(), messages: [] }
  addCode(found, headers?.get('x-amzn-errortype'))
  const title = titleOf(text)
  if (title !== null) return { ...found, messages: [title] }
  readXml(found, text)
  const outer = parseJson(text)
  // A string that holds JSON is what a gateway makes of its upstream's error.
  const inner = typeof outer?.value === 'string' ? parseJson(outer.value) : undefined
  if (outer !== undefined && !outer.whole) addMessage(found, text.trim())
  readValue(found, (inner ?? outer)?.value, 3)
  if (found.messages.length === 0) addMessage(found, outer?.value)
  for (const message of found.messages.slice(0, listItems)) {
    if (outer?.whole === true && message.includes('{')) readValue(found, parseJson(message)?.value, 3)
  }
  return found
}
