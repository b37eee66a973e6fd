import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { WarmkeyError } from '../../errors.ts'
import { unpacked } from '../report/archive.ts'
import { type Case, caseSchema } from '../report/case.ts'

/**
 * The failed exchange of `FILE` or `FILE#EXCHANGE`: one `cases/….json`, or a whole report, of which the last failure
 * counts where none is named. Throws `usage` for anything else.
 */
export async function readCase(named: string, cwd: string): Promise<Case> {
  const [, path = '', wanted = null] = /^(.*?)(?:#([\w-]{1,100}))?$/s.exec(named) ?? []
  let bytes: Uint8Array
  try {
    bytes = readFileSync(resolve(cwd, path))
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw usage(`${path} cannot be read (${code}).`, 'Name a report, or one of its cases.', cause)
  }
  const isArchive = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (!isArchive) {
    const only = caseIn(Buffer.from(bytes).toString('utf8'))
    if (only !== null && (wanted === null || only.exchange === wanted)) return only
    throw usage(`${path} is no failed exchange of a report.`, 'Name a report, or one of the files in its cases/.')
  }
  const entries = (await unpacked(bytes)) ?? []
  const cases = entries.flatMap(({ name, text }) => {
    const each = name.startsWith('cases/') ? caseIn(text) : null
    return each === null ? [] : [each]
  })
  // The report lists its failures the newest first; an archive is in the order of its names.
  const order = orderIn(entries.find(({ name }) => name === 'failures.json')?.text ?? '[]')
  const newest = cases.toSorted((one, other) => order.indexOf(one.exchange) - order.indexOf(other.exchange))
  const found = wanted === null ? newest[0] : cases.find(({ exchange }) => exchange === wanted)
  if (found !== undefined) return found
  throw cases.length === 0
    ? usage(`There is no failed exchange in ${path}.`, 'A report has those that the daemon remembered as it was made.')
    : usage(
        `There is no exchange ${wanted} in ${path}.`,
        `There are: ${newest.map(({ exchange }) => exchange).join(', ')}.`,
      )
}

function caseIn(text: string): Case | null {
  try {
    return caseSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function orderIn(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.map((each: { exchange?: unknown } | null) => each?.exchange) : []
  } catch {
    return []
  }
}

const usage = (fact: string, remedy: string, cause?: unknown) =>
  new WarmkeyError('usage', fact, { remedy, cause, transient: false })
