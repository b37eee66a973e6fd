import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { systemClock } from '../../clock.ts'
import { keychainRefusal, keyringAsker, lookAtKeyring, pathsIn } from './keyring.ts'

const { signal } = new AbortController()

test('collections as busctl and as gdbus print them', () => {
  const login = '/org/freedesktop/secrets/collection/login'
  expect(pathsIn(`ao 2 "${login}" "/org/freedesktop/secrets/collection/session"\n`)).toHaveLength(2)
  expect(pathsIn(`(<[objectpath '${login}', '${login}']>,)`)).toEqual([login])
  expect(pathsIn('ao 0')).toEqual([])
})

test.each([
  ['secret-tool lookup service a', 'secret-tool'],
  ['security find-generic-password -s a -w', 'security'],
  ['security -q find-internet-password -s a -w', 'security'],
  ['keyring get claude me', 'keyring'],
  ['~/get-key.sh --all', 'secret-tool'],
  ['op read op://a/b/c', null],
  ['echo security', null],
] as const)('%s asks %p', (command, asker) => {
  const files = { '/home/dev/get-key.sh': '#!/bin/sh\nsecret-tool lookup a b\n' }
  expect(keyringAsker(command, paperWorld({ files }))).toBe(asker)
})

test('what the keychain means by its exit code', () => {
  const refusal = keychainRefusal(44, 'security find-generic-password -s "claude key" -w')
  expect(refusal?.command).toContain("-s 'claude key' -w")
  expect(keychainRefusal(36, '')?.command).toContain('unlock-keychain')
  expect(keychainRefusal(44, 'security find-generic-password -w')?.command).toContain('<the name of the item>')
  for (const code of [0, 1, null]) expect(keychainRefusal(code, '')).toBeNull()
})

test('without a bus nobody is asked', async () => {
  const world = paperWorld({ env: {} })
  expect(await lookAtKeyring({ world, env: {}, clock: systemClock }, signal)).toMatchObject({ kind: 'no-bus' })
  const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere', PATH: '/nowhere' }
  expect(await lookAtKeyring({ world, env, clock: systemClock }, signal)).toEqual({ kind: 'unknown' })
})
