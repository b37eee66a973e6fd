import { expect, test } from 'bun:test'
import type { Flaw } from '../credential/shape.ts'
import { fixOfFlaw } from './shape-fixes.ts'

const key = `sk-ant-api03-${'Made0Up'.repeat(12)}`
const shell = { name: 'KEY', place: 'the shell', printed: false, field: '.key', host: 'llm.example', isDefault: false }

const spoiled: readonly (readonly [Flaw['id'], string])[] = [
  ['quoted', `"${key}"`],
  ['bearer', `Bearer ${key}`],
  ['bearer', `Authorization: Bearer ${key}`],
  ['assignment', `export KEY=${key}`],
  ['line-break', `${key.slice(0, 9)}\n${key.slice(9)}`],
  ['inner-blank', `${key.slice(0, 9)} ${key.slice(9)}`],
  ['invisible', `${key.slice(0, 9)}\u200b${key.slice(9)}`],
  ['colour', `\u001b[32m${key}\u001b[0m`],
  ['half-quoted', `"${key}`],
  ['header-name', `x-api-key: ${key}`],
  ['escaped', `${key}\\n`],
  ['base64', btoa(key)],
]

test.each(spoiled)('a real shell gets the key out of one that is %s', (id, text) => {
  const command = fixOfFlaw(id, shell).replace('Type: ', '')
  const run = Bun.spawnSync(['sh', '-c', `${command}\nprintf %s "$KEY"`], { env: { KEY: text, PATH: '/usr/bin:/bin' } })
  expect(run.stdout.toString()).toBe(key)
})

test.each(spoiled.filter(([id]) => id !== 'line-break'))(
  'and behind a helper that prints one that is %s',
  (id, text) => {
    const behind = /^Write "(.*)" at the end of "apiKeyHelper" in \/x\.json\.$/.exec(
      fixOfFlaw(id, { ...shell, name: 'apiKeyHelper', place: '/x.json', printed: true }),
    )?.[1]
    const run = Bun.spawnSync(['sh', '-c', `printf '%s\\n' "$KEY"${behind}`], {
      env: { KEY: text, PATH: '/usr/bin:/bin' },
    })
    expect(run.stdout.toString().trim()).toBe(key)
  },
)

test('what is not in the text is asked for', () => {
  expect(fixOfFlaw('null', shell)).toBe('Type: export KEY=<your key>')
  expect(fixOfFlaw('json', { ...shell, field: null })).toBe('Type: export KEY=<your key>')
  expect(fixOfFlaw('json', shell)).toEndWith('jq -r .key)"')
  expect(fixOfFlaw('quoted', { ...shell, place: '/x.json' })).toBe('Remove the quotes from KEY in /x.json.')
  expect(fixOfFlaw('cookie', shell)).toContain('for a new key, then type')
})
