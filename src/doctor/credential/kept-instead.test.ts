import { expect, test } from 'bun:test'
import { startEmulator } from '../../../emulator/emulator.ts'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { parseConfig } from '../../config.ts'
import { createBench } from '../bench.ts'
import { keptInstead } from './kept-instead.ts'

test('the profile whose credential is taken, and no other host is asked', async () => {
  await using upstream = Object.assign(await startEmulator(), {
    async [Symbol.asyncDispose]() {
      await upstream.close()
    },
  })
  upstream.accept('good')
  const kept = async (profiles: object) => {
    const env = { ANTHROPIC_BASE_URL: upstream.url, ANTHROPIC_AUTH_TOKEN: 'dead', GOOD: 'good', BAD: 'bad' }
    const bench = createBench({
      world: paperWorld({ env }),
      clock: systemClock,
      config: parseConfig(JSON.stringify({ profiles }), 'c.jsonc'),
      args: [],
      model: null,
      spend: false,
    })
    return keptInstead(bench, new AbortController().signal)
  }
  const from = (name: string, url = upstream.url) => ({ source: { type: 'env', name }, upstream: { url } })
  expect(await kept({ bad: from('BAD'), none: from('NOT_SET'), good: from('GOOD') })).toBe('good')
  expect(await kept({ bad: from('BAD') })).toBeNull()
  expect(await kept({ elsewhere: from('GOOD', 'http://127.0.0.1:9') })).toBeNull()
  expect(await kept({})).toBeNull()
})
