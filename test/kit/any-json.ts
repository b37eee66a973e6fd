import fc from 'fast-check'

/** Blanks as they stand between the parts of a JSON text. */
export const blank = fc.constantFrom('', ' ', '\n', '\r\n', '\t', '\n  ', '\n\n    ', '\r\n\t')
const key = fc.oneof(fc.constantFrom('env', 'helper', 'URL', 'KEY', 'a', '__proto__'), fc.string())

/** A JSON text in any formatting: blanks are drawn between all its parts. */
export const { object: anyObject } = fc.letrec<{ value: string; object: string }>((tie) => ({
  object: fc
    .tuple(blank, fc.array(fc.tuple(key, blank, blank, tie('value'), blank, blank), { maxLength: 5 }))
    .map(([first, properties]) => {
      const texts = properties.map(([name, a, b, value, c, d]) => `${d}${JSON.stringify(name)}${a}:${b}${value}${c}`)
      return `{${texts.length === 0 ? first : texts.join(',')}}`
    }),
  value: fc.oneof(
    { depthSize: 'small' },
    fc
      .oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))
      .map((value) => JSON.stringify(value)),
    fc.array(tie('value'), { maxLength: 3 }).map((values) => `[${values.join(', ')}]`),
    tie('object'),
  ),
}))
