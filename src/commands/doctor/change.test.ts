import { expect, test } from 'bun:test'
import { existsSync, lstatSync, readlinkSync, statSync, symlinkSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import type { Edit } from '../../doctor/fixes/edit.ts'
import { colorsOf } from '../connect/show.ts'
import type { WarmkeyContext } from '../context.ts'
import { type Change, changeOf, takeBack } from './change.ts'
import type { FixEntry } from './fix-journal.ts'

const plain = colorsOf({ process: { stdout: { isTTY: false } }, env: {} } as unknown as WarmkeyContext, true)
const of = (edit: Edit) => changeOf(edit, process.platform, plain)
const entryOf = (change: Change | null): FixEntry => {
  if (change === null) throw new Error('no change')
  return { version: 1, at: '', check: '', summary: '', done: '', outcome: 'kept', ...change.remembered }
}

test('a line in a file that was not there: made, and gone again', () => {
  using scratch = makeScratch()
  const path = scratch.path('.gitignore')
  const change = of({ what: 'line', path, line: '/.env' })
  expect(change?.diff).toContain('/.env')
  change?.make()
  expect([scratch.read('.gitignore'), statSync(path).mode & 0o777]).toEqual(['/.env\n', 0o644])
  expect(takeBack(entryOf(change), process.platform)).toBe(true)
  expect(existsSync(path)).toBe(false)
  expect(takeBack(entryOf(change), process.platform)).toBe(true)
})

test('a line in a file that was there, and one that somebody has changed since', () => {
  using scratch = makeScratch()
  const path = scratch.write('.gitignore', 'a', 0o640)
  const change = of({ what: 'line', path, line: '/.env' })
  change?.make()
  expect([scratch.read('.gitignore'), statSync(path).mode & 0o777]).toEqual(['a\n/.env\n', 0o640])
  expect(takeBack(entryOf(change), process.platform)).toBe(true)
  expect(scratch.read('.gitignore')).toBe('a')
  change?.make()
  scratch.write('.gitignore', 'mine', 0o640)
  expect(takeBack(entryOf(change), process.platform)).toBe(false)
  expect(scratch.read('.gitignore')).toBe('mine')
})

test('a link that leads nowhere is given another name, and comes back', () => {
  using scratch = makeScratch()
  const [path, to] = [scratch.path('link'), scratch.path('link.moved-aside')]
  symlinkSync('nowhere', path)
  const change = of({ what: 'aside', path, to })
  change?.make()
  expect([lstatSync(path, { throwIfNoEntry: false }), readlinkSync(to)]).toEqual([undefined, 'nowhere'])
  expect(takeBack(entryOf(change), process.platform)).toBe(true)
  expect(readlinkSync(path)).toBe('nowhere')
  expect(takeBack(entryOf(change), process.platform)).toBe(true)
})

test('nothing is written over what is there', () => {
  using scratch = makeScratch()
  const path = scratch.write('a', 'a')
  const to = scratch.write('b', 'b')
  expect(of({ what: 'aside', path, to })).toBeNull()
  expect(of({ what: 'aside', path: scratch.path('none'), to: scratch.path('c') })).toBeNull()
  const change = of({ what: 'aside', path, to: scratch.path('c') })
  change?.make()
  scratch.write('a', 'new')
  expect(takeBack(entryOf(change), process.platform)).toBe(false)
  expect([scratch.read('a'), scratch.read('c')]).toEqual(['new', 'a'])
})

test('permission bits', () => {
  using scratch = makeScratch()
  const path = scratch.write('a', 'x', 0o644)
  const change = of({ what: 'mode', path, mode: 0o600 })
  expect(change?.diff).toBe(`${path}\n- mode 644\n+ mode 600\n`)
  change?.make()
  expect(statSync(path).mode & 0o777).toBe(0o600)
  change?.takeBack()
  expect(statSync(path).mode & 0o777).toBe(0o644)
})
