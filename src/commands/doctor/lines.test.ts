import { expect, test } from 'bun:test'
import type { Finding } from '../../doctor/check.ts'
import { reportLines } from './lines.ts'

const look = { columns: 60, colour: false, verbose: false }
const wrong: Finding = {
  check: 'b',
  title: 'Somebody listens there',
  group: 'network',
  status: 'wrong',
  cause: 'connection',
  summary: 'Nobody listens at 127.0.0.1:1 (ECONNREFUSED).',
  evidence: ['connecting to 127.0.0.1:1: ECONNREFUSED'],
  fix: 'Start it: warmkey up',
}
const findings: readonly Finding[] = [
  { check: 'a', title: 'The address can be one', group: 'endpoint', status: 'ok', summary: 'http://127.0.0.1:1' },
  wrong,
  {
    check: 'c',
    title: 'An API answers there',
    group: 'endpoint',
    status: 'skip',
    summary: 'not looked at',
    blocked: true,
  },
  { check: 'd', title: 'The login is alive', group: 'credential', status: 'skip', summary: 'none', applies: false },
]
const causes = [
  { number: 1, status: 'ok', title: 'The key is not exported in this shell', summary: 'it is' },
  { number: 2, status: 'n/a', title: 'The login has expired or been revoked', summary: 'there is none' },
] as const

test('a line for each, detail under what is wrong, the root at the end', () => {
  const lines = reportLines({ causes, findings, root: wrong, ladder: [] }, look)
  expect(lines).toEqual([
    'The five usual causes',
    '',
    '  1  ok     The key is not exported in this shell',
    '  2  -      The login has expired or been revoked',
    '            there is none',
    '',
    'What was looked at',
    '',
    '  Endpoint',
    '  ok     The address can be one  http://127.0.0.1:1',
    '',
    '  Network',
    '  WRONG  Somebody listens there',
    '         Nobody listens at 127.0.0.1:1 (ECONNREFUSED).',
    '         · connecting to 127.0.0.1:1: ECONNREFUSED',
    '         Start it: warmkey up',
    '',
    '  1 check was not made, because what it rests on is wrong or',
    '  was not looked at; --verbose names it.',
    '',
    'The root: Nobody listens at 127.0.0.1:1 (ECONNREFUSED).',
    'Do this: Start it: warmkey up',
  ])
})

test('no line but a long last one is wider than the screen, and verbose shows everything', () => {
  const lines = reportLines({ causes, findings, root: wrong, ladder: [] }, { ...look, columns: 50, verbose: true })
  expect(lines.filter((line) => line.length > 50)).toEqual([])
  expect(lines.join('\n')).toContain('The login is alive')
})

test('colour never carries meaning alone', () => {
  const plain = reportLines({ causes, findings, root: wrong, ladder: [] }, look).join('\n')
  const coloured = reportLines({ causes, findings, root: wrong, ladder: [] }, { ...look, colour: true }).join('\n')
  expect(coloured).not.toBe(plain)
  expect(Bun.stripANSI(coloured)).toBe(plain)
})

test('the ladder stands between the causes and the checks', () => {
  const lines = reportLines({ causes, findings, root: wrong, ladder: ['  => it'] }, look)
  const at = lines.indexOf('Which credential wins')
  expect(lines.slice(at - 1, at + 5)).toEqual(['', 'Which credential wins', '', '  => it', '', 'What was looked at'])
})

test('nothing wrong, and nothing looked at', () => {
  expect(reportLines({ causes, findings: findings.slice(0, 1), root: null, ladder: [] }, look).at(-1)).toBe(
    'Nothing is wrong as far as could be seen.',
  )
  expect(reportLines({ causes, findings: [], root: null, ladder: [] }, look).at(-1)).toBe('Nothing could be looked at.')
})

test.each([20, 60, 100, 1000])('the last line is the fix of the root, as it is typed: %i columns', (columns) => {
  for (const fix of [
    'Type: warmkey up',
    'Ask whoever runs 127.0.0.1:1 for a new key, then type: export A="$(b | tr -d \'  \')"',
  ]) {
    const root = { ...wrong, fix }
    const lines = reportLines({ causes, findings: [root], root, ladder: [] }, { ...look, columns })
    expect(lines.at(-1)).toBe(`Do this: ${fix}`)
  }
})

test('what the doctor can do by itself is said before the last line', () => {
  const root: Finding = { ...wrong, edit: { what: 'mode', path: '/x', mode: 0o600 } }
  const lines = reportLines({ causes, findings: [root], root, ladder: [] }, { ...look, columns: 200 })
  expect(lines.slice(-2)).toEqual([
    'The doctor does it too, one change at a time, after showing it: warmkey doctor --fix',
    'Do this: Start it: warmkey up',
  ])
})
