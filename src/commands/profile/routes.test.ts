import { expect, test } from 'bun:test'
import { profileBench } from '../../../test/kit/profile-bench.ts'
import { routes } from './routes.ts'

test.each(Object.keys(routes))('profile %s explains itself with examples', async (name) => {
  using bench = profileBench()
  const { code, out } = await bench.warmkey('profile', name, '--help')
  expect(code).toBe(0)
  expect(out).toContain('EXAMPLES')
})
