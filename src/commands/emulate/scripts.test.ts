import { describe, expect, test } from 'bun:test'
import { captured } from '../../../emulator/emulator.ts'
import { WarmkeyError } from '../../errors.ts'
import { parseScript, scriptNames, wordingNamed } from './scripts.ts'

const refusal = (text: string): string => {
  try {
    parseScript(text)
  } catch (thrown) {
    if (thrown instanceof WarmkeyError) return `${thrown.code}: ${thrown.sentence}`
  }
  throw new Error(`${text} was taken.`)
}

describe('a script', () => {
  test('is a name, perhaps a value, perhaps a number of times', () => {
    const rows: [string, ReturnType<typeof parseScript>][] = [
      ['overloaded', { answer: { kind: 'overloaded' }, times: 1 }],
      ['overloaded@3', { answer: { kind: 'overloaded' }, times: 3 }],
      ['html@all', { answer: { kind: 'html' }, times: Infinity }],
      ['rate-limited', { answer: { kind: 'rate-limited', retryAfterSeconds: 1 }, times: 1 }],
      ['rate-limited=30@2', { answer: { kind: 'rate-limited', retryAfterSeconds: 30 }, times: 2 }],
      [
        'status=503',
        { answer: { kind: 'error', status: 503, type: 'api_error', message: 'Emulated status 503' }, times: 1 },
      ],
      ['wording=waf-html', { answer: { kind: 'wording', id: 'waf-html' }, times: 1 }],
      ['stream=500ms', { answer: { kind: 'stream', everyMs: 500 }, times: 1 }],
      [
        'redirect=https://user@host.test/a=b@4',
        { answer: { kind: 'redirect', to: 'https://user@host.test/a=b' }, times: 4 },
      ],
      ['hang-up', { answer: { kind: 'hang-up', how: 'fin' }, times: 1 }],
      ['reset@1', { answer: { kind: 'hang-up', how: 'reset' }, times: 1 }],
    ]
    expect(rows.map(([text]) => [text, parseScript(text)])).toEqual(rows)
    const used = rows.map(([text]) => /^[a-z-]+/.exec(text)?.[0])
    expect([...new Set(used)].sort()).toEqual([...scriptNames].sort())
  })

  test('is refused with the names that there are, or with its own form', () => {
    for (const unknown of ['', 'overload', 'toString', '=5', '@3'])
      expect(refusal(unknown)).toStartWith('usage: There is no answer "')
    expect(refusal('overload')).toBe(
      `usage: There is no answer "overload" to be scripted. There are: ${scriptNames.join(', ')}.`,
    )
    for (const wrong of [
      'overloaded=1',
      'overloaded@0',
      'status',
      'status=200',
      'status=5e2',
      'rate-limited=soon',
      'stream',
      'stream=5',
      'redirect',
      'html=x',
    ])
      expect(refusal(wrong)).toStartWith(`usage: "${wrong}" cannot be scripted. Write it like `)
    expect(refusal('wording=nonsense')).toStartWith('usage: There is no wording "nonsense". There are: ')
  })
})

test('a wording is found by its name', () => {
  expect(captured.map(({ id }) => wordingNamed(id).id)).toEqual(captured.map(({ id }) => id))
  expect(() => wordingNamed('')).toThrow('There is no wording ""')
})
