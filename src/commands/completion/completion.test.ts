import { expect, test } from 'bun:test'
import { profileBench } from '../../../test/kit/profile-bench.ts'

test('each shell gets its own code, and another none', async () => {
  using bench = profileBench()
  for (const shell of ['bash', 'zsh', 'fish'])
    expect(await bench.warmkey('completion', shell)).toMatchObject({
      code: 0,
      out: expect.stringContaining('__complete'),
    })
  const { code, err } = await bench.warmkey('completion', 'tcsh')
  expect([code, err]).toEqual([2, expect.stringContaining('tcsh')])
})
