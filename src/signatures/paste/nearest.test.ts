import { expect, test } from 'bun:test'
import { catalogue } from '../catalogue.ts'
import { nearestCards } from './nearest.ts'

test('a text in other words is near the card that means it', () => {
  const ids = nearestCards('The OAuth bearer token was revoked by the organization', catalogue).map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(0)
  expect(ids.length).toBeLessThanOrEqual(3)
  expect(ids.join()).toContain('revoked')
})

test('nothing is near a text about something else', () => {
  expect(nearestCards('The oven needs ten minutes at 200 degrees', catalogue)).toEqual([])
  expect(nearestCards('', catalogue)).toEqual([])
})
