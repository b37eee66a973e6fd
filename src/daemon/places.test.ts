import { expect, test } from 'bun:test'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { makeScratch } from '../../test/kit/scratch.ts'
import { isOurs, placesOf } from './places.ts'

const mine = (scratch: ReturnType<typeof makeScratch>, name: string, mode = 0o700): string => {
  mkdirSync(scratch.path(name))
  chmodSync(scratch.path(name), mode)
  return scratch.path(name)
}

test('the socket lies in the runtime directory of the user', () => {
  using scratch = makeScratch()
  const XDG_RUNTIME_DIR = mine(scratch, 'run')
  const places = placesOf({ env: { XDG_RUNTIME_DIR }, home: '/home/dev', platform: 'linux' })
  expect({ socket: places.socket, lock: places.lock }).toEqual({
    socket: `${XDG_RUNTIME_DIR}/warmkey/control.sock`,
    lock: '/home/dev/.local/state/warmkey/daemon.lock',
  })
})

test.each([
  ['that others may enter', 0o755],
  ['that is a symbolic link', null],
  ['that is not there', undefined],
])('a runtime directory %s is left alone', (_, mode) => {
  using scratch = makeScratch()
  const real = mine(scratch, 'real', mode ?? 0o700)
  if (mode === null) symlinkSync(real, scratch.path('link'))
  const XDG_RUNTIME_DIR = mode === undefined ? scratch.path('none') : mode === null ? scratch.path('link') : real
  const { socket } = placesOf({ env: { XDG_RUNTIME_DIR }, home: '/home/dev', platform: 'linux' })
  expect(socket).toBe('/home/dev/.local/state/warmkey/control.sock')
})

test.each([
  ['darwin', '/home/dev/Library/Application Support/warmkey/control.sock'],
  ['linux', '/home/dev/.local/state/warmkey/control.sock'],
])('on %s without one it lies with the state', (platform, socket) => {
  expect(placesOf({ env: { XDG_RUNTIME_DIR: 'relative' }, home: '/home/dev', platform }).socket).toBe(socket)
})

test('a directory is ours when nobody else may enter it', () => {
  using scratch = makeScratch()
  const files = [mine(scratch, 'a'), mine(scratch, 'b', 0o710), scratch.write('c', ''), scratch.path('d'), '/etc']
  expect(files.map(isOurs)).toEqual([true, false, false, false, false])
})
