import { expect, test } from 'bun:test'
import { hidden, shownText, shownValue } from './shown-text.ts'

test('values that are credentials by their name are hidden, wherever they stand; the rest stays as it is', () => {
  const text = `{
  // mine
  "model": "opus", "env": {"MY_TOKEN": "plain-fake-one", "ANTHROPIC_BASE_URL": "https://user:fake-pass@llm.example/x"},
  "provider": {"a": {"options": {"apiKey": "plain-fake-two", "headers": {"X-Any": "plain-fake-three"}}}},
  "apiKeyHelper": "~/bin/key.sh", "HELPER_COMMAND_TOKEN": "plain-fake-four", "A_TTL_MS": "5", "empty_key": "",
}`
  const shown = shownText(text)
  expect(shown).toBe(
    text
      .replace('plain-fake-one', hidden('plain-fake-one'))
      .replace('plain-fake-two', hidden('plain-fake-two'))
      .replace('plain-fake-three', hidden('plain-fake-three'))
      .replace('plain-fake-four', hidden('plain-fake-four'))
      .replace('user:fake-pass', '[hidden]'),
  )
  expect(hidden('plain-fake-one')).toMatch(/^\[hidden [0-9a-f]{8}\]$/)
  expect(hidden('one')).not.toBe(hidden('two'))
})

test('a credential is known by its shape too, also in what is no JSON', () => {
  expect(shownText('{"note": "sk-ant-fake-0123456789abcdef"}')).toBe('{"note": "[secret]"}')
  expect(shownText('export KEY=sk-ant-fake-0123456789abcdef')).toBe('export KEY=[secret]')
  expect(shownText('\uFEFF{"a":1}')).toBe('\uFEFF{"a":1}')
})

test('single values', () => {
  expect(shownValue(['env', 'ANTHROPIC_AUTH_TOKEN'], '"plain-fake"')).toBe(`"${hidden('plain-fake')}"`)
  expect(shownValue(['env', 'ANTHROPIC_BASE_URL'], '"http://x"')).toBe('"http://x"')
  expect(shownValue(['apiKeyHelper'], null)).toBe('(absent)')
})
