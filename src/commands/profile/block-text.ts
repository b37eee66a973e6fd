/** How the lines of a block are set: as its neighbours are. */
export interface BlockStyle {
  readonly newline: string
  /** What each level is indented by. */
  readonly unit: string
  /** Indentation of the line on which the block begins. */
  readonly indent: string
  /** The whole on one line, as the object around it is; there is no room for comments then. */
  readonly oneLine: boolean
}

/** Comments of a block: in front of everything, and behind single values by their path (`upstream.url`). */
export interface BlockComments {
  readonly head?: readonly string[]
  readonly beside?: Readonly<Record<string, string>>
}

/** An object that is longer than this, indentation included, gets a line for each of its properties. */
export const mostColumns = 100

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const onOneLine = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const properties = propertiesOf(value).map(([key, each]) => `${JSON.stringify(key)}: ${onOneLine(each)}`)
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`
}

const propertiesOf = (value: Readonly<Record<string, unknown>>): [string, unknown][] =>
  Object.entries(value).filter(([, each]) => each !== undefined)

/** A value as the JSONC text of a configuration file, the outermost object with a line for each property. */
export function blockText(value: unknown, style: BlockStyle, comments: BlockComments = {}): string {
  if (style.oneLine || !isObject(value)) return onOneLine(value)
  return linesOf(value, style, comments, [])
}

function linesOf(
  value: Readonly<Record<string, unknown>>,
  style: BlockStyle,
  comments: BlockComments,
  path: readonly string[],
): string {
  const { newline, unit, indent } = style
  const inner = indent + unit
  const properties = propertiesOf(value)
  const head = path.length === 0 ? (comments.head ?? []) : []
  if (properties.length === 0 && head.length === 0) return '{}'
  const lines = properties.map(([key, each], index) => {
    const here = [...path, key]
    const name = `${inner}${JSON.stringify(key)}: `
    const short = onOneLine(each)
    const isLong = isObject(each) && (name.length + short.length > mostColumns || hasComment(comments, here))
    const text = isLong ? linesOf(each, { ...style, indent: inner }, comments, here) : short
    const beside = comments.beside?.[here.join('.')]
    return `${name}${text}${index === properties.length - 1 ? '' : ','}${beside === undefined ? '' : ` // ${beside}`}`
  })
  return ['{', ...head.map((line) => `${inner}// ${line}`), ...lines, `${indent}}`].join(newline)
}

const hasComment = ({ beside = {} }: BlockComments, path: readonly string[]): boolean =>
  Object.keys(beside).some((place) => place.startsWith(`${path.join('.')}.`))
