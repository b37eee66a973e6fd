import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { hiddenCredentials } from './hidden.ts'

const user = '/home/dev/.claude/settings.json'
const project = '/home/dev/shop/.claude/settings.json'

test('keys that something stronger hides, and none that a project brings', async () => {
  const env = (name: string, value: string) => JSON.stringify({ env: { [name]: value } })
  const world = paperWorld({
    env: { ANTHROPIC_API_KEY: 'shell' },
    files: { [user]: env('ANTHROPIC_API_KEY', 'user'), [project]: env('ANTHROPIC_API_KEY', 'project') },
  })
  const config = { kind: 'absent', file: '' } as const
  const bench = createBench({ world, clock: systemClock, config, args: ['-p'], model: null, spend: false })
  expect(bench.ladder.winner?.holding.origin.place).toBe(project)
  const sent = await bench.credentials(new AbortController().signal)
  expect(hiddenCredentials(bench, sent).map(({ place }) => place)).toEqual([user, 'the shell'])
})
