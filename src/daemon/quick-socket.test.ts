import { expect, test } from 'bun:test'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { makeScratch } from '../../test/kit/scratch.ts'
import { findSocket } from './control-client.ts'
import { placesOf } from './places.ts'
import { quickSocket } from './quick-socket.ts'

test.skipIf(process.platform === 'win32')(
  'finds what the careful way finds, and nothing that others could have put there',
  async () => {
    using scratch = makeScratch()
    const home = scratch.path('home')
    mkdirSync(scratch.path('run'), { mode: 0o700 })
    const variants = [
      {},
      { XDG_STATE_HOME: scratch.path('state') },
      { XDG_STATE_HOME: 'not/whole' },
      { XDG_RUNTIME_DIR: scratch.path('run') },
      { XDG_RUNTIME_DIR: scratch.path('no-such'), XDG_STATE_HOME: scratch.path('state') },
    ]
    for (const env of variants) {
      for (const platform of process.platform === 'darwin' ? ['darwin'] : ['linux', 'darwin']) {
        const place = { env, home, platform }
        const { runtime, socket } = placesOf(place)
        expect(await quickSocket(place)).toBeNull()
        mkdirSync(runtime, { recursive: true, mode: 0o700 })
        const server = Bun.serve({ unix: socket, fetch: () => new Response() })
        try {
          expect(await quickSocket(place)).toBe(socket)
          expect(findSocket(place)).toBe(socket)
          chmodSync(runtime, 0o755)
          expect(await quickSocket(place)).toBeNull()
          chmodSync(runtime, 0o700)
        } finally {
          await server.stop(true)
          rmSync(runtime, { recursive: true })
        }
      }
    }
  },
)

test('looks nowhere on Windows', async () => {
  expect(await quickSocket({ env: {}, home: 'C:\\Users\\dev', platform: 'win32' })).toBeNull()
})
