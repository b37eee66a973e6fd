import { captured, type ScriptedAnswer } from '../../../emulator/emulator.ts'
import { parseDurationMs } from '../../duration.ts'
import { WarmkeyError } from '../../errors.ts'

/** One `--script`: an answer, and for how many requests. */
export interface Scripted {
  readonly answer: ScriptedAnswer
  /** `Infinity` for all. */
  readonly times: number
}

/** Error types by status, as https://platform.claude.com/docs/en/api/errors lists them. */
const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

/** What each name makes of its value (`''` where none is given); `null` where it cannot be that. */
const answers: Readonly<Record<string, { readonly form: string; make(value: string): ScriptedAnswer | null }>> = {
  overloaded: { form: 'overloaded', make: (value) => (value === '' ? { kind: 'overloaded' } : null) },
  'rate-limited': {
    form: 'rate-limited=5 (seconds)',
    make: (value) =>
      /^\d{0,5}$/.test(value) ? { kind: 'rate-limited', retryAfterSeconds: value === '' ? 1 : Number(value) } : null,
  },
  status: {
    form: 'status=503 (400 to 599)',
    make(value) {
      if (!/^[45]\d\d$/.test(value)) return null
      const status = Number(value)
      return { kind: 'error', status, type: types[status] ?? 'api_error', message: `Emulated status ${status}` }
    },
  },
  wording: { form: 'wording=NAME', make: (value) => ({ kind: 'wording', id: wordingNamed(value).id }) },
  stream: {
    form: 'stream=500ms (between its pieces)',
    make(value) {
      const everyMs = parseDurationMs(value)
      return everyMs === null ? null : { kind: 'stream', everyMs }
    },
  },
  html: { form: 'html', make: (value) => (value === '' ? { kind: 'html' } : null) },
  redirect: {
    form: 'redirect=URL',
    make: (value) => (URL.canParse(value, 'http://localhost') && value !== '' ? { kind: 'redirect', to: value } : null),
  },
  'hang-up': { form: 'hang-up', make: (value) => (value === '' ? { kind: 'hang-up', how: 'fin' } : null) },
  reset: { form: 'reset', make: (value) => (value === '' ? { kind: 'hang-up', how: 'reset' } : null) },
}

/** The names that a script may begin with, in the order of help. */
export const scriptNames: readonly string[] = Object.keys(answers)

/** `name[=value][@times]` as an answer. Throws `usage`. */
export function parseScript(text: string): Scripted {
  const [, name = '', value = '', many] = /^([^=@]*)(?:=(.*?))?(?:@(\d{1,6}|all))?$/s.exec(text) ?? []
  const known = Object.hasOwn(answers, name) ? answers[name] : undefined
  if (known === undefined) {
    throw new WarmkeyError('usage', `There is no answer "${name}" to be scripted.`, {
      remedy: `There are: ${scriptNames.join(', ')}.`,
      transient: false,
    })
  }
  const answer = known.make(value)
  const times = many === undefined ? 1 : many === 'all' ? Infinity : Number(many)
  if (answer === null || times === 0) {
    throw new WarmkeyError('usage', `"${text}" cannot be scripted.`, {
      remedy: `Write it like ${known.form}, and @3 or @all behind it for more than one request.`,
      transient: false,
    })
  }
  return { answer, times }
}

/** A captured wording by its name. Throws `usage` with all names. */
export function wordingNamed(name: string): (typeof captured)[number] {
  const found = captured.find(({ id }) => id === name)
  if (found !== undefined) return found
  throw new WarmkeyError('usage', `There is no wording "${name}".`, {
    remedy: `There are: ${captured.map(({ id }) => id).join(', ')}.`,
    transient: false,
  })
}
