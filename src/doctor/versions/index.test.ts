import { expect, test } from 'bun:test'
import { knownVersions } from './index.ts'
import { compareVersions, numbersOf } from './known-version.ts'
import { ofClouds } from './of-clouds.ts'
import { ofNetwork } from './of-network.ts'
import { ofSignIn } from './of-sign-in.ts'

test('every entry is whole', () => {
  expect(knownVersions.length).toBe(ofSignIn.length + ofNetwork.length + ofClouds.length)
  expect(new Set(knownVersions.map(({ id }) => id)).size).toBe(knownVersions.length)
  for (const { id, from, fixed, lastSeen, fact, source } of knownVersions) {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(numbersOf(fixed)).not.toBeNull()
    if (from !== null) expect(compareVersions(from, fixed)).toBeLessThan(0)
    if (lastSeen !== undefined) expect(compareVersions(lastSeen, fixed)).toBeLessThan(0)
    expect(fact).toMatch(/^[a-z][^\n]+\.$/)
    expect(source).toMatch(/^https:\/\/(github\.com\/anthropics\/claude-code\/|code\.claude\.com\/docs\/en\/)/)
  }
})

test('an entry of the change log names the version in which it ended', () => {
  for (const { fixed, source } of knownVersions)
    if (source.includes('CHANGELOG')) expect(source).toEndWith(`#${fixed.replaceAll('.', '')}`)
})
