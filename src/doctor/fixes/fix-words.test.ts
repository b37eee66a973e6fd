import { expect, test } from 'bun:test'
import { andThen, maySay, newKey, rightAddress, runSetting, setTo, shellWord, signIn, takeOut } from './fix-words.ts'

const own = { host: 'llm.example', isDefault: false }

test('what is set in the shell is typed, what stands in a file is written there', () => {
  expect(setTo('A', 'the shell', 'b c')).toBe("Type: export A='b c'")
  expect(setTo('A', '/x.json', 'b c')).toBe('Set A in /x.json to b c.')
  expect(takeOut('A', 'the shell')).toBe('Type: unset A')
  expect(takeOut('A', '/x.json')).toBe('Remove A from /x.json.')
})

test('a key and an address come from whoever hands them out', () => {
  expect(newKey('A', 'the shell', own)).toBe(
    'Ask whoever runs llm.example for a new key, then type: export A=<the new key>',
  )
  expect(newKey('A', '/x.json', { ...own, isDefault: true })).toBe(
    'Make a new key at https://platform.claude.com/settings/keys, then set A in /x.json to <the new key>.',
  )
  expect(rightAddress('A', '/x.json', 'llm.example')).toBe(
    'Ask whoever runs llm.example for the right address, then set A in /x.json to <the right address>.',
  )
  expect([signIn(own), signIn({ isDefault: true })]).toEqual([
    'export ANTHROPIC_AUTH_TOKEN=<your key>',
    'claude auth login',
  ])
})

test.each([
  ['/home/ann/.zshrc', '/home/ann/.zshrc'],
  ['/home/ann o/x', "'/home/ann o/x'"],
  ["/a b/it's.pem", "'/a b/it'\\''s.pem'"],
  ["it's", "'it'\\''s'"],
  ['http://<name>:<its HTTP port>@h', 'http://<name>:<its HTTP port>@h'],
  ['$(x)', "'$(x)'"],
  ['/a>b', "'/a>b'"],
  ['/a<b/c>d', "'/a<b/c>d'"],
])('%s is the word %s', (text, word) => expect(shellWord(text)).toBe(word))

test('one step after the other', () => {
  expect(andThen('Remove A from B.', 'Type: c')).toBe('Remove A from B, then type: c')
})

test('a command that holds a key is run without being repeated', () => {
  expect([maySay('aws sso login'), maySay('mint --token=made-up-0123456789')]).toEqual([true, false])
  expect(runSetting('apiKeyHelper', '/a b/x.json')).toBe(`Type: sh -c "$(jq -r .apiKeyHelper '/a b/x.json')"`)
})
