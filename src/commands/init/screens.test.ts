import { expect, test } from 'bun:test'
import { scriptedAsker } from '../../../test/kit/scripted-asker.ts'
import { configSchema } from '../../config.ts'
import type { Judged } from './find-candidates.ts'
import { choose, freeName, listText } from './screens.ts'

const candidate = (more: Partial<Judged> = {}): Judged => ({
  id: 'a',
  title: 'A key',
  place: '/home/dev/.key',
  name: 'work',
  draft: {},
  remarks: [],
  needs: [],
  existing: null,
  ...more,
})

test('a name that is free', () => {
  const work = { source: { type: 'env', name: 'K' }, upstream: { url: 'https://x.example' } }
  expect(freeName('work', configSchema.parse({}))).toBe('work')
  expect(freeName('work', configSchema.parse({ profiles: { work, 'work-2': work } }))).toBe('work-3')
})

test('what was found, and what is wrong with it', () => {
  const found = [candidate(), candidate({ needs: ['--path', '--url'] }), candidate({ existing: 'work' })]
  expect(listText(found, 'A login is there.', '/home/dev')).toBe(
    [
      'A login is there.',
      'Found on this machine:',
      '  A key (~/.key)',
      '  A key (~/.key, needs --path and --url of warmkey profile add)',
      '  A key (~/.key, is the profile "work" already)',
      '',
    ].join('\n'),
  )
  const nothing = listText([], null, '/home/dev')
  for (const line of nothing.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
  expect(nothing).toContain('warmkey profile add work --command')
})

test('something else can always be chosen', async () => {
  expect(await choose(scriptedAsker(['a']), [candidate()], '/')).toMatchObject({ id: 'a' })
  expect(await choose(scriptedAsker(['other']), [candidate()], '/')).toBeNull()
  const asker = scriptedAsker([])
  expect(await choose(asker, [], '/')).toBeNull()
  expect(asker.said).toHaveLength(1)
})
