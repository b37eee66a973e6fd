import { expect, test } from 'bun:test'
import { hidden } from '../connect/shown-text.ts'
import { secretIn, shownConfig } from './shown-config.ts'

test('what people put there against all advice is hidden, the rest is shown as it is', () => {
  const text = `\uFEFF{
  // mine
  "source": { "command": "echo sk-ant-fake-0123456789abcdef", "env": { "PIN": "fake-1234" }, "secretId": { "env": "ID" } },
  "upstream": { "url": "https://user:fake-pass@x.example", "clientKeyFile": "~/key.pem" },
}`
  expect(shownConfig(text)).toBe(
    text
      .replace('sk-ant-fake-0123456789abcdef', '[secret]')
      .replace('fake-1234', hidden('fake-1234'))
      .replace('user:fake-pass', '[hidden]'),
  )
})

test('a credential is found by its shape, wherever it stands', () => {
  expect(secretIn({ a: [{ b: 'x sk-ant-fake-0123456789abcdef' }] })).toBe('a.0.b')
  expect(secretIn({ a: 'plain', b: null, c: 7 })).toBeNull()
})
