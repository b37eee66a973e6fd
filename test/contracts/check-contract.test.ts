import { describe, expect, test } from 'bun:test'
import { checks } from '../../src/doctor/checks/index.ts'

const ids = checks.map(({ id }) => id)

describe.each(checks.map((check) => [check.id, check] as const))('the check %s', (id, check) => {
  test('has an id that can be typed, and a title that is a phrase', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(check.title).toMatch(/^[A-Z][^.]*$/)
  })

  test('rests only on checks before it', () => {
    const before = new Set(ids.slice(0, ids.indexOf(id)))
    expect(check.needs.filter((need) => !before.has(need))).toEqual([])
  })
})

test('no id stands twice', () => {
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
})

test('what rests on something beyond this machine is beyond it as well', () => {
  const far = new Set(checks.filter(({ network }) => network === true).map(({ id }) => id))
  for (const { id, needs } of checks)
    if (needs.some((need) => far.has(need))) expect([id, far.has(id)]).toEqual([id, true])
})
