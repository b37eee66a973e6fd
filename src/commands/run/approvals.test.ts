import { expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import type { Approval } from '../../clients/client.ts'
import { openApprovals } from './approvals.ts'

const ask: Approval = { what: 'helper', path: '/p/.claude/settings.json', text: 'mint', effect: 'It would be run.' }

test('an approval outlives the process and holds for exactly what was shown', () => {
  using scratch = makeScratch()
  const directory = scratch.path('state/warmkey')
  const open = () => openApprovals(directory, 'linux', () => 0)
  expect(open().has(ask)).toBe(false)
  open().add(ask)
  const again = open()
  expect(again.has(ask)).toBe(true)
  const others: Approval[] = [
    { ...ask, text: 'mint; steal' },
    { ...ask, path: '/other/.claude/settings.json' },
    { ...ask, what: 'base-url' },
    { ...ask, effect: 'Another key would go there.' },
  ]
  expect(others.filter(again.has)).toEqual([])
  expect([statSync(directory).mode & 0o777, statSync(`${directory}/approvals.json`).mode & 0o777]).toEqual([
    0o700, 0o600,
  ])
})

test('what a file says now replaces what it said before; other files keep theirs', () => {
  using scratch = makeScratch()
  const approvals = openApprovals(scratch.root, 'linux', () => 0)
  const other = { ...ask, path: '/q/.claude/settings.json' }
  const changed = { ...ask, text: 'mint --new' }
  for (const each of [ask, other, changed, changed]) approvals.add(each)
  expect([ask, other, changed].map(approvals.has)).toEqual([false, true, true])
  expect(JSON.parse(scratch.read('approvals.json')).approvals).toHaveLength(2)
})

test.each(['', '{', '{"version":2,"approvals":[]}', '[]'])(
  'a file that cannot be understood (%p) approves nothing',
  (text) => {
    using scratch = makeScratch()
    scratch.write('approvals.json', text)
    expect(openApprovals(scratch.root, 'linux', () => 0).has(ask)).toBe(false)
  },
)

test('the file shows neither command nor address', () => {
  using scratch = makeScratch()
  openApprovals(scratch.root, 'linux', () => 0).add(ask)
  expect(scratch.read('approvals.json')).not.toContain('mint')
})
