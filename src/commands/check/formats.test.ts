import { expect, test } from 'bun:test'
import type { Finding } from '../../doctor/check.ts'
import { say, type Verdict } from './formats.ts'

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
const ill: Verdict = { findings: [good, bad, other], failed: bad, shown: [] }

test('text', () => {
  expect(say(well, 'text')).toBe('ok: one (fine)')
  expect(say(ill, 'text')).toBe('failed: It is 100% gone.\nReally. Type: "it"')
})

test('an annotation stays one line', () => {
  expect(say(well, 'github')).toBe('::notice title=warmkey check::one (fine)')
  expect(say(ill, 'github')).toBe('::error title=warmkey check::It is 100%25 gone.%0AReally. Type: "it"')
})

test('a test report that XML can carry', () => {
  expect(say(ill, 'junit').split('\n')).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuite name="warmkey check" tests="3" failures="1" skipped="1">',
    '  <testcase classname="warmkey.check" name="One"/>',
    '  <testcase classname="warmkey.check" name="Two &amp; &lt;three&gt;"><failure message="It is 100% gone.',
    'Really.">Type: &quot;it&quot;</failure></testcase>',
    '  <testcase classname="warmkey.check" name="Four"><skipped message="not looked at"/></testcase>',
    '</testsuite>',
  ])
})

test('JSON', () => {
  expect(JSON.parse(say(well, 'json'))).toEqual({ schema: 1, ok: true, shown: ['one (fine)'], failed: null })
  expect(JSON.parse(say(ill, 'json'))).toMatchObject({
    ok: false,
    failed: { check: 'b', cause: 'dns', fix: 'Type: "it"' },
  })
})
