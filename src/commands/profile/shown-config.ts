import { visit } from 'jsonc-parser'
import { redact } from '../../secret.ts'
import { hidden } from '../connect/shown-text.ts'

/**
 * A configuration as it may be shown. Secrets do not belong there, but people put them: what is shaped like one is
 * hidden, and so are the values of variables for a command and whatever stands before the host of an address.
 */
export function shownConfig(text: string): string {
  const [bom, body] = text.startsWith('\uFEFF') ? ['\uFEFF', text.slice(1)] : ['', text]
  const pieces: string[] = []
  let at = 0
  visit(
    body,
    {
      onLiteralValue(value, offset, length, _line, _column, pathOf) {
        if (typeof value !== 'string' || value === '' || pathOf().at(-2) !== 'env') return
        pieces.push(body.slice(at, offset), JSON.stringify(hidden(value)))
        at = offset + length
      },
    },
    { allowTrailingComma: true },
  )
  pieces.push(body.slice(at))
  return bom + redact(pieces.join('')).replace(/:\/\/[^/@\s"]+@/g, '://[hidden]@')
}

/** The first text in a value that looks like a credential, by its path; `null` where none does. */
export function secretIn(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === 'string') return redact(value) === value ? null : path.join('.')
  if (typeof value !== 'object' || value === null) return null
  for (const [key, each] of Object.entries(value)) {
    const found = secretIn(each, [...path, key])
    if (found !== null) return found
  }
  return null
}
