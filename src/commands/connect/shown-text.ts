import { createHash } from 'node:crypto'
import { parseTree, visit } from 'jsonc-parser'
import { redact } from '../../secret.ts'

/** Keys whose values are credentials, or may be. A helper is a command, and people want to see it. */
const secretKey = /key|token|secret|password|passwd|auth|credential|headers|cookie/i
const isCommand = (key: string): boolean => /helper|command|ttl|TTL_MS/i.test(key)

/** What stands in place of a credential: enough to see that it changes, useless to anybody. */
export const hidden = (value: string): string =>
  value === '' ? '' : `[hidden ${createHash('sha256').update(value).digest('hex').slice(0, 8)}]`

/** Settings as they may be shown: every value that is a credential, by its name or its shape, is hidden. */
export function shownText(text: string): string {
  const [bom, body] = text.startsWith('\uFEFF') ? ['\uFEFF', text.slice(1)] : ['', text]
  if (parseTree(body, [], { allowTrailingComma: true }) === undefined) return bom + redact(body)
  const pieces: string[] = []
  let at = 0
  visit(body, {
    onLiteralValue(value, offset, length, _line, _column, pathOf) {
      const key = pathOf().findLast((part) => typeof part === 'string')
      if (typeof value !== 'string' || value === '' || typeof key !== 'string') return
      if (!secretKey.test(key) || isCommand(key)) return
      pieces.push(body.slice(at, offset), JSON.stringify(hidden(value)))
      at = offset + length
    },
  })
  pieces.push(body.slice(at))
  return bom + redact(pieces.join('')).replace(/:\/\/[^/@\s"]+@/g, '://[hidden]@')
}

/** A JSON text of one value, as it may be shown. */
export function shownValue(path: readonly string[], json: string | null): string {
  if (json === null) return '(absent)'
  const key = path.at(-1) ?? ''
  const shown = shownText(`{${JSON.stringify(key)}: ${json}}`)
  return shown.slice(shown.indexOf(': ') + 2, -1)
}
