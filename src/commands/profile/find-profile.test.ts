import { expect, test } from 'bun:test'
import { configSchema } from '../../config.ts'
import { findProfile } from './find-profile.ts'

test('a name that every object has is no profile', () => {
  const work = { source: { type: 'env', name: 'K' }, upstream: { url: 'https://x.example' } }
  const config = configSchema.parse({ profiles: { work } })
  expect(findProfile(config, 'work', '/c').upstream.url).toBe('https://x.example')
  expect(() => findProfile(config, 'constructor', '/c')).toThrow('There is no profile "constructor" in /c.')
  expect(() => findProfile(configSchema.parse({}), 'work', '/c')).toThrow(
    expect.objectContaining({ remedy: 'Add it: warmkey profile add work' }),
  )
})
