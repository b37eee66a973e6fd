import { expect, test } from 'bun:test'
import { runtimeEnv, userEnv } from './launch-env.ts'

test('what the launcher set is gone, what it kept is back, the rest is as it was', () => {
  const launched = {
    HOME: '/home/dev',
    BUN_CONFIG_MAX_HTTP_REQUESTS: '65336',
    BUN_ENABLE_CRASH_REPORTING: '0',
    WARMKEY_LAUNCH_ENV_BUN_ENABLE_CRASH_REPORTING: '1',
    WARMKEY_LAUNCH_ENV_BUN_OPTIONS: '--smol',
  }
  expect(userEnv(launched)).toEqual({ HOME: '/home/dev', BUN_ENABLE_CRASH_REPORTING: '1', BUN_OPTIONS: '--smol' })
})

test('an environment for our own runtime brings nothing foreign into it, and gives the user’s back', () => {
  const user = {
    HOME: '/home/dev',
    BUN_OPTIONS: '--preload ./theirs.ts',
    NODE_PATH: '/theirs',
    BUN_ENABLE_CRASH_REPORTING: '1',
  }
  const ours = runtimeEnv(user)
  expect(Object.keys(ours).filter((name) => /^(?:BUN|NODE)_/.test(name))).toEqual([])
  expect(userEnv({ ...ours, BUN_ENABLE_CRASH_REPORTING: '0' })).toEqual(user)
})
