import { createHash } from 'node:crypto'
import { parseTree, visit } from 'jsonc-parser'
import { redact } from '../../secret.ts'

/** Keys whose values are credentials, or may be. A helper is a command, and people want to see it. */
const secretKey = /key|token|secret|password|passwd|auth|credential|headers|cookie/i
const harmlessKey = /^[a-z][A-Za-z]*Helper$|_TTL_MS$|^aws(?:AuthRefresh|CredentialExport)$/

/** Whether the value at this place is not for eyes: its own key says so, or it is a header of whatever name. */
function isSecretPlace(path: readonly (string | number)[]): boolean {
  const keys = path.filter((part) => typeof part === 'string')
  const key = keys.at(-1) ?? ''
  if (harmlessKey.test(key)) return false
  return secretKey.test(key) || keys.some((part) => /headers$/i.test(part))
}

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
      if (typeof value !== 'string' || value === '' || !isSecretPlace(pathOf())) return
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
