import { expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { changesOf, dropChange, keepChange } from './config-changes.ts'

test('the last twenty, each with every byte from before', async () => {
  using scratch = makeScratch()
  const clock = createFakeClock()
  const place = { env: { XDG_STATE_HOME: scratch.path('state') }, home: scratch.root, platform: 'linux', clock }
  for (let n = 0; n < 25; n++) {
    await clock.advance(1)
    const bytes = n === 0 ? null : Buffer.from(`{ "n": ${n} }`)
    keepChange(place, { file: n % 5 === 0 ? '/other' : '/c', bytes }, n === 24 ? null : Buffer.from('x'), {
      what: 'add',
      profile: `p${n}`,
      records: [{ kind: 'container', path: ['profiles'] }],
    })
  }
  expect(changesOf(place, '/c')).toHaveLength(16)
  expect(changesOf(place, '/other').map(({ profile }) => profile)).toEqual(['p5', 'p10', 'p15', 'p20'])
  const last = changesOf(place, '/c').at(-1)
  expect(last).toMatchObject({
    profile: 'p24',
    wroteSha256: null,
    records: [{ kind: 'container', path: ['profiles'] }],
  })
  expect(Buffer.from(last?.before ?? '', 'base64').toString()).toBe('{ "n": 24 }')
  if (last !== undefined) dropChange(place, last)
  expect(changesOf(place, '/c').at(-1)?.profile).toBe('p23')
  expect(statSync(scratch.path('state/warmkey/config-changes.json')).mode & 0o777).toBe(0o600)
  scratch.write('state/warmkey/config-changes.json', '{')
  expect(changesOf(place, '/c')).toEqual([])
})
