import { expect, test } from 'bun:test'
import type { Finding } from '../../doctor/check.ts'
import { exitCodeOf, formatFor, say, sayAll, type Verdict } from './formats.ts'

const good: Finding = { check: 'a', title: 'One', group: 'files', status: 'ok', summary: 'fine' }
const bad: Finding = {
  check: 'b',
  title: 'Two & <three>',
  group: 'files',
  status: 'wrong',
  cause: 'dns',
  summary: 'It is 100% gone.\nReally.',
  evidence: [],
  fix: 'Type: "it"',
}
const other: Finding = { check: 'c', title: 'Four', group: 'files', status: 'skip', summary: 'not looked at' }
const well: Verdict = { findings: [good], failed: null, shown: ['one (fine)'] }
const dim: Verdict = { findings: [other], failed: other, shown: [] }
const ill: Verdict = { findings: [good, bad, other], failed: bad, shown: [] }

test('text', () => {
  expect(say(well, 'text')).toBe('ok: one (fine)')
  expect(say(ill, 'text')).toBe('failed: It is 100% gone. Really. Type: "it"')
  expect(say(dim, 'text')).toBe('not known: not looked at')
})

test('an annotation stays one line', () => {
  expect(say(well, 'github')).toBe('::notice title=warmkey check::one (fine)')
  expect(say(ill, 'github')).toBe('::error title=warmkey check::It is 100%25 gone. Really. Type: "it"')
  expect(say(dim, 'github')).toBe('::warning title=warmkey check::not looked at')
  expect(sayAll([{ ...well, profile: 'a:b,c%' }], 'github', true)).toBe(
    '::notice title=warmkey check (a%3Ab%2Cc%25)::a:b,c%25: one (fine)',
  )
})

test('a test report that XML can carry', () => {
  const nowhere: Finding = {
    check: 'd',
    title: 'Five',
    group: 'files',
    status: 'skip',
    summary: 'none',
    applies: false,
  }
  expect(say({ ...ill, findings: [...ill.findings, nowhere] }, 'junit').split('\n')).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuite name="warmkey check" tests="3" failures="1" errors="0" skipped="1">',
    '  <testcase classname="warmkey.check" name="One"/>',
    '  <testcase classname="warmkey.check" name="Two &amp; &lt;three&gt;"><failure message="It is 100% gone.&#10;Really." type="dns">Type: &quot;it&quot;</failure></testcase>',
    '  <testcase classname="warmkey.check" name="Four"><skipped message="not looked at"/></testcase>',
    '</testsuite>',
  ])
  expect(say(dim, 'junit')).toContain('<error message="not looked at" type="not-known"/>')
})

test('nothing that a screen or XML cannot take comes out of a foreign text', () => {
  const foreign = { ...bad, summary: 'a\u0000b\u001b[31mc\u0007d' }
  const verdict = { findings: [foreign], failed: foreign, shown: [] }
  expect(say(verdict, 'text')).toMatch(/^failed: a bc d/)
  const odd = /[^\P{Cc}\n]/u
  for (const format of ['text', 'github', 'junit'] as const) expect(say(verdict, format)).not.toMatch(odd)
})

test('several verdicts: a line each, the worst decides', () => {
  const all = [
    { ...well, profile: 'work' },
    { ...ill, profile: 'home' },
    { ...dim, profile: 'play' },
  ]
  expect(sayAll(all, 'text', true).split('\n')).toEqual([
    'ok: work: one (fine)',
    'failed: home: It is 100% gone. Really. Type: "it"',
    'not known: play: not looked at',
  ])
  expect(sayAll(all, 'junit', true)).toMatch(/<testsuites [^>]*>\n {2}<testsuite name="warmkey check work"/)
  expect(JSON.parse(sayAll(all, 'json', true))).toMatchObject({
    schema: 1,
    ok: false,
    profiles: [{ profile: 'work', ok: true }, { profile: 'home', ok: false }, { profile: 'play' }],
  })
  expect([all, [well, dim], [well]].map(exitCodeOf)).toEqual([1, 2, 0])
})

test('GitHub Actions gets annotations without being asked', () => {
  expect(formatFor(undefined, { GITHUB_ACTIONS: 'true' })).toBe('github')
  expect([formatFor(undefined, {}), formatFor('text', { GITHUB_ACTIONS: 'true' })]).toEqual(['text', 'text'])
})

test('JSON', () => {
  expect(JSON.parse(say(well, 'json'))).toEqual({ schema: 1, ok: true, shown: ['one (fine)'], failed: null })
  expect(JSON.parse(say(ill, 'json'))).toMatchObject({
    ok: false,
    failed: { check: 'b', cause: 'dns', fix: 'Type: "it"' },
  })
})
