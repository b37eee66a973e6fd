import { expect, test } from 'bun:test'
import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeScratch, type Scratch } from '../../test/kit/scratch.ts'
import { findSocket, socketOnCard } from './control-client.ts'
import { placesOf } from './places.ts'

const place = (scratch: Scratch, runtime?: string) => ({
  env: {
    XDG_STATE_HOME: scratch.path('state'),
    ...(runtime === undefined ? {} : { XDG_RUNTIME_DIR: scratch.path(runtime) }),
  },
  home: scratch.root,
  platform: 'linux',
})

/** A real socket, with nobody who answers sensibly. */
function listenAt(path: string) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  return Bun.listen({ unix: path, socket: { data() {} } })
}

test('no file, no socket', () => {
  using scratch = makeScratch()
  expect(findSocket(place(scratch))).toBeNull()
})

test('the socket of this place', () => {
  using scratch = makeScratch()
  const { socket } = placesOf(place(scratch))
  const server = listenAt(socket)
  expect(findSocket(place(scratch))).toBe(socket)
  chmodSync(scratch.path('state/warmkey'), 0o755)
  expect(findSocket(place(scratch))).toBeNull()
  server.stop(true)
})

test('a file in its place is none', () => {
  using scratch = makeScratch()
  mkdirSync(scratch.path('state/warmkey'), { recursive: true, mode: 0o700 })
  scratch.write('state/warmkey/control.sock', 'x')
  expect(findSocket(place(scratch))).toBeNull()
})

test('the socket of a daemon with another runtime directory, by the card that it wrote', () => {
  using scratch = makeScratch()
  mkdirSync(scratch.path('run'), { mode: 0o700 })
  chmodSync(scratch.path('run'), 0o700)
  const { socket } = placesOf(place(scratch, 'run'))
  const server = listenAt(socket)
  expect(findSocket(place(scratch))).toBeNull()
  scratch.write('state/warmkey/daemon.json', JSON.stringify({ socket }))
  expect(findSocket(place(scratch))).toBe(socket)
  server.stop(true)
  expect(findSocket(place(scratch))).toBeNull()
})

test.each([['broken'], ['null'], ['{"socket":7}'], ['[]']])('a card that says %s says nothing', (text) => {
  using scratch = makeScratch()
  expect(socketOnCard(scratch.write('card', text))).toBeNull()
  expect(socketOnCard(scratch.path('none'))).toBeNull()
})
