import { expect, test } from 'bun:test'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { configSchema } from '../../config.ts'
import { directoriesOf, usesOf } from './uses.ts'

test('default and directories', () => {
  using scratch = makeScratch()
  const work = { source: { type: 'env', name: 'K' }, upstream: { url: 'https://x.example' } }
  const config = configSchema.parse({
    default: 'work',
    profiles: { work, lab: work },
    directories: { '~/a': 'work', '~/b': 'lab' },
  })
  const place = { env: { XDG_STATE_HOME: scratch.path('state') }, home: scratch.root, platform: 'linux' as const }
  expect(usesOf(place, config, 'work')).toEqual({ isDefault: true, directories: ['~/a'], clients: [] })
  expect(directoriesOf(config, 'lab')).toEqual(['~/b'])
})
