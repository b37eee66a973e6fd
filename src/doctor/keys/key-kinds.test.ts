import { expect, test } from 'bun:test'
import { findKeys } from './key-kinds.ts'

const long = 'Qq7Zp2Vw9Lm4'.repeat(9)
const keys: readonly (readonly [string, string])[] = [
  [`sk-ant-api03-${long}`, 'an Anthropic API key'],
  [`sk-ant-oat01-${long}`, 'an Anthropic access token'],
  [`sk-proj-${long}`, 'an OpenAI key'],
  [`sk-svcacct-${long}`, 'an OpenAI key'],
  [`sk-${long.slice(0, 48)}`, 'an OpenAI key'],
  [`sk-or-v1-${'7f3a9c'.repeat(10)}`, 'an OpenRouter key'],
  ['AKIAQ7ZP2VW9LM4QQ7ZP', 'an AWS access key id'],
  [`ABSK${long}`, 'an Amazon Bedrock API key'],
  [`hvs.${long}`, 'a Vault token'],
  [`ghp_${long.slice(0, 36)}`, 'a GitHub token'],
  [`github_pat_${long.slice(0, 60)}`, 'a GitHub token'],
  [`AIza${long.slice(0, 35)}`, 'a Google API key'],
  [`glpat-${long.slice(0, 20)}`, 'a GitLab token'],
  [`npm_${long.slice(0, 36)}`, 'an npm token'],
  [`aws_secret_access_key = ${long.slice(0, 38)}/+`, 'an AWS secret access key'],
  [`dapi${'7f3a9c2b'.repeat(4)}`, 'a Databricks token'],
]

test.each(keys)('%p is named', (key, kind) => {
  for (const text of [`KEY=${key}`, `{"a":\n "${key}"}`, `x\n# ${key}\ny`]) {
    const [found] = findKeys(text)
    expect(found?.kind).toBe(kind)
    expect(found?.line).toBe(text.split('\n').findIndex((line) => line.includes(key)) + 1)
    expect(JSON.stringify(found)).not.toContain(key)
  }
})

test.each([
  'sk-ant-api03-your-key-here-your-key-here',
  'sk-ant-api03-xxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'sk-ant-...',
  'AKIAIOSFODNN7EXAMPLE',
  'task-force-of-many-people-and-others',
  'disk-usage',
  '$ANTHROPIC_API_KEY',
  `${'a'.repeat(64)}`,
])('%p is none', (text) => {
  expect(findKeys(text)).toEqual([])
})

test('a variable that is built into pages', () => {
  const [a, b, c] = findKeys(
    [`NEXT_PUBLIC_AI=sk-ant-api03-${long}`, `AI=sk-ant-api03-${long}`, `VITE_KEY: "sk-ant-api03-${long}"`].join('\n'),
  )
  expect([a?.forBrowsers, b?.forBrowsers, c?.forBrowsers]).toEqual([true, false, true])
})

test('no more than was asked for', () => {
  const text = `sk-ant-api03-${long}\n`.repeat(50)
  expect(findKeys(text, 3).map(({ line }) => line)).toEqual([1, 2, 3])
})
