import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { undress } from './dress.ts'

describe('takes off', () => {
  test.each([
    ['colours', '\u001b[31mAPI \u001b[1;33mError\u001b[0m', 'API Error'],
    ['colours without their escape character', '[31mAPI Error[0m', 'API Error'],
    ['colours written out', '\\u001b[31mAPI Error\\x1b[0m ^[[1mand', 'API Error and'],
    ['links of terminals', '\u001b]8;;https://a.example\u0007here\u001b]8;;\u0007', 'here'],
    ['entities', '{&quot;a&quot;:&#39;b&#39;} &lt;html&gt; &amp;lt;', `{"a":'b'} <html> <`],
    ['escapes of JSON writers', '\\u003chtml\\u003e', '<html>'],
    ['runs of blanks', 'a   b\t\tc\u00a0d', 'a b c d'],
    ['line ends of Windows', 'a\r\nb\rc', 'a\nb\nc'],
    ['boxes and bullets', '│ ⎿  API Error │', ' API Error '],
    ['ids in a sentence', 'Expired (request id: 7c1f04b2-1f2e-4f1e-9d55-2f2b1c0a9e11) now', 'Expired now'],
    ['what no eye sees', 'inv\u200balid', 'invalid'],
  ])('%s', (_, dressed, plain) => {
    expect(undress(dressed).text.replace(/ +/g, ' ')).toBe(plain)
  })
})

test.each([['{"request_id":"req_011CX6Cwz8rJqKAK3zdtL3aC"}'], ['a[0] = b[31]'], ['plain text']])(
  'leaves %p alone',
  (text) => {
    expect(undress(text).text).toBe(text)
  },
)

test('leads back to the original, whatever it is', () => {
  const part = fc.constantFrom('\u001b[31m', '&lt;', '  ', 'word', '\n', '\r\n', '{"a":1}', '\u2500', 'é')
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const original = parts.join('')
      const { text, origin } = undress(original)
      let before = 0
      for (let at = 0; at <= text.length; at++) {
        const place = origin(at)
        expect(place).toBeGreaterThanOrEqual(before)
        expect(place).toBeLessThanOrEqual(original.length)
        before = place
      }
      const word = text.indexOf('word')
      if (word !== -1) expect(original.slice(origin(word), origin(word) + 4)).toBe('word')
    }),
  )
})
