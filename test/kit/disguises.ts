/** Ten dresses in which people paste an error. Each takes what a machine printed and gives what a person would paste. */
export interface Disguise {
  readonly name: string
  wear(text: string): string
}

const reasons: Readonly<Record<string, string>> = {
  '400': 'Bad Request',
  '401': 'Unauthorized',
  '402': 'Payment Required',
  '403': 'Forbidden',
  '404': 'Not Found',
  '407': 'Proxy Authentication Required',
  '413': 'Payload Too Large',
  '429': 'Too Many Requests',
  '500': 'Internal Server Error',
  '502': 'Bad Gateway',
  '503': 'Service Unavailable',
  '529': 'Overloaded',
}

const html = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** As Python prints a value. */
export function pythonRepr(value: unknown): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'"
    const escaped = value
      .replaceAll('\\', '\\\\')
      .replaceAll('\n', '\\n')
      .replaceAll('\r', '\\r')
      .replaceAll('\t', '\\t')
    return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`
  }
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, each]) => `${pythonRepr(key)}: ${pythonRepr(each)}`)
      .join(', ')}}`
  }
  return String(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The status in a text is known to whoever pastes it too, so a disguise may print it. */
export const disguises = (status: number | undefined): readonly Disguise[] => {
  const code = status === undefined ? '' : `${status} `
  const reason = reasons[String(status)] ?? 'Error'
  return [
    {
      name: 'log line',
      wear: (text) =>
        text
          .split(/\r?\n/)
          .map((line) => `api-gateway-1  | 2026-11-21T09:14:03.120Z ERROR [worker-3] ${line}`)
          .join('\n'),
    },
    {
      name: 'double-escaped',
      wear: (text) =>
        JSON.stringify({ level: 50, time: 1795252443120, msg: `upstream said ${JSON.stringify({ body: text })}` }),
    },
    {
      name: 'coloured',
      wear: (text) =>
        text
          .split(/\r?\n/)
          .map((line) => `\u001b[31m\u001b[1m${line.replace(/ /, ' \u001b[0;33m')}\u001b[39m\u001b[22m`)
          .join('\r\n'),
    },
    {
      name: 'stack trace',
      wear: (text) =>
        [
          `APIError: ${code}${text}`,
          '    at Function.generate (/app/node_modules/some-sdk/src/error.ts:82:14)',
          '    at async Client.makeRequest (/app/node_modules/some-sdk/src/client.ts:655:13)',
          '    at async main (/app/src/index.ts:12:3) {',
          `  status: ${status ?? 'undefined'},`,
          "  requestID: '5b1d7f0e-9c1d-4c1c-8f3a-0c2f6a7b8c9d'",
          '}',
        ].join('\n'),
    },
    { name: 'cut at 80 %', wear: (text) => text.slice(0, Math.ceil(text.length * 0.8)) },
    { name: 'HTML-escaped', wear: (text) => `<pre><code>${html(text)}</code></pre>` },
    {
      name: 'Python repr',
      wear: (text) => {
        const value = parsed(text)
        const body = typeof value === 'object' && value !== null ? pythonRepr(value) : text
        return `some_sdk.APIStatusError: ${status === undefined ? '' : `Error code: ${status} - `}${body}`
      },
    },
    {
      name: 'wrapped by another tool',
      wear: (text) => `[tool] request to model failed after 1 attempt: ${text} (see ~/.tool/logs for more)`,
    },
    {
      name: 'status line in upper case',
      wear: (text) => `HTTP/1.1 ${code}${reason.toUpperCase()}\nDATE: SAT, 21 NOV 2026 09:14:03 GMT\n\n${text}`,
    },
    {
      name: 'request id in the middle',
      wear: (text) => {
        if (parsed(text) !== undefined) return `${text.slice(0, -1)},"trace_id":"7c1f04b2-1f2e-4f1e-9d55-2f2b1c0a9e11"}`
        const words = text.split(' ')
        // Behind a sentence or a clause, where tools put it.
        const at = words.findIndex((word, place) => place > 0 && place < words.length - 1 && /[.:·,—-]$/.test(word))
        if (at === -1) return `${text} (request id: 7c1f04b2-1f2e-4f1e-9d55-2f2b1c0a9e11), please try again`
        words.splice(at + 1, 0, '[request id 7c1f04b2-1f2e-4f1e-9d55-2f2b1c0a9e11]')
        return words.join(' ')
      },
    },
  ]
}
