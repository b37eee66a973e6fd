import { expect, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { launcher, typed } from './launcher.ts'

const checkout = dirname(dirname(launcher))

test('from inside the checkout the path is the short one, from outside the whole', () => {
  expect(typed(checkout, '/usr/bin')).toBe('bin/warmkey')
  expect(typed(join(checkout, 'bin'), '/usr/bin')).toBe('./warmkey')
  expect(typed('/', undefined)).toBe(launcher.slice(1))
  expect(typed('/usr', undefined)).toBe(launcher)
})

test('where PATH leads here the name alone is enough, and another warmkey there does not count', () => {
  using scratch = makeScratch()
  mkdirSync(scratch.path('other'))
  mkdirSync(scratch.path('ours'))
  scratch.write('other/warmkey', '#!/bin/sh\n', 0o700)
  symlinkSync(launcher, scratch.path('ours/warmkey'))
  expect(typed('/usr', scratch.path('other'))).toBe(launcher)
  expect(typed('/usr', `${scratch.path('other')}:${scratch.path('ours')}`)).toBe(launcher)
  expect(typed('/usr', `:${scratch.path('ours')}`)).toBe('warmkey')
})
