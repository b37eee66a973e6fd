/** What is told of the doctor, counted: that every cause is met, and how often the last line cures. */
import { expect, test } from 'bun:test'
import type { Cause } from '../../src/signatures/signature.ts'
import { scenarios } from '../scenarios/doctor/index.ts'

/** Every cause; the compiler knows when one is missing. */
const causes: Readonly<Record<Cause, true>> = {
  expired: true,
  revoked: true,
  'invalid-credential': true,
  'missing-credential': true,
  'conflicting-credentials': true,
  permission: true,
  'model-access': true,
  'model-not-found': true,
  'org-policy': true,
  billing: true,
  'rate-limit': true,
  quota: true,
  overloaded: true,
  'clock-skew': true,
  'wrong-endpoint-or-header': true,
  tls: true,
  proxy: true,
  dns: true,
  connection: true,
  timeout: true,
  waf: true,
  'malformed-response': true,
  'helper-failure': true,
  'config-file': true,
  'server-error': true,
  unknown: true,
}

test('every cause is met in a story', () => {
  expect(Object.keys(causes).filter((cause) => !scenarios.some((scenario) => scenario.cause === cause))).toEqual([])
})

test('there are at least seventy, each under a name of its own', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(130)
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length)
})

test('the last line cures in at least nine of ten', () => {
  // That it cures where neither is said, and does not where it is, every story shows by itself.
  const incurable = scenarios.filter(({ incurable, cure }) => incurable !== undefined || cure !== undefined)
  expect(incurable.length / scenarios.length).toBeLessThanOrEqual(0.1)
})
