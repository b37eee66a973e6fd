import { expect, test } from 'bun:test'
import { lstatSync, readdirSync, symlinkSync } from 'node:fs'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
import type { HelperHistory } from '../credential/helper-memory.ts'
import { openAloneMemory } from './alone-memory.ts'
import { takeLock } from './lock.ts'

const place = (state: string) => ({ env: { XDG_STATE_HOME: state }, home: '/nowhere', platform: 'linux' })
const history = (handedAtMs: number): HelperHistory => ({
  handedAtMs,
  handed: 'f1',
  inUse: null,
  refused: [],
  failing: null,
})

test.skipIf(process.platform !== 'linux')(
  'what one has put there the next one finds, in a file of mode 0600',
  async () => {
    using scratch = makeScratch()
    const clock = createFakeClock()
    const one = await openAloneMemory(place(scratch.root), 'command-1', clock)
    one.clients.set('a 1 2', history(clock.nowMs()))
    one.noticed.add('work')
    one.close()
    const two = await openAloneMemory(place(scratch.root), 'command-1', clock)
    expect([...two.clients, ...two.noticed]).toEqual([['a 1 2', history(clock.nowMs())], 'work'])
    two.close()
    expect((await openAloneMemory(place(scratch.root), 'command-2', clock)).clients.size).toBe(0)
    expect(lstatSync(scratch.path('warmkey/helpers')).mode & 0o777).toBe(0o700)
    expect(lstatSync(scratch.path('warmkey/helpers/command-1.json')).mode & 0o777).toBe(0o600)
    expect(readdirSync(scratch.path('warmkey/helpers')).filter((name) => name.endsWith('.tmp'))).toEqual([])
  },
)

test.skipIf(process.platform !== 'linux')(
  'of many clients the newest are kept, and none for longer than a week',
  async () => {
    using scratch = makeScratch()
    const clock = createFakeClock()
    const memory = await openAloneMemory(place(scratch.root), 'command-1', clock)
    const nowMs = clock.nowMs()
    for (let n = 0; n < 100; n++) memory.clients.set(`c ${n}`, history(nowMs - n))
    memory.clients.set('old', history(nowMs - 8 * 86_400_000))
    memory.close()
    const kept = [...(await openAloneMemory(place(scratch.root), 'command-1', clock)).clients.keys()]
    expect(kept).toEqual(Array.from({ length: 64 }, (_, n) => `c ${n}`))
  },
)

test.skipIf(process.platform !== 'linux')('what cannot be read is forgotten', async () => {
  using scratch = makeScratch()
  for (const text of ['', '{', '{"version":2}', '{"version":1,"clients":{"a":{}},"noticed":[]}', '\u0000'.repeat(9)]) {
    scratch.write('warmkey/helpers/command-1.json', text)
    const memory = await openAloneMemory(place(scratch.root), 'command-1', createFakeClock())
    expect(memory.clients.size).toBe(0)
    memory.close()
  }
})

test.skipIf(process.platform !== 'linux')('a lock that another holds is waited for, and not for ever', async () => {
  using scratch = makeScratch()
  const clock = createFakeClock()
  const open = () => openAloneMemory(place(scratch.root), 'command-1', clock)
  ;(await open()).close()
  const held = takeLock(scratch.path('warmkey/helpers/command-1.json.lock'))
  const second = open()
  await clock.advance(7_000)
  held?.release()
  await clock.advance(20)
  const third = open().catch((error: unknown) => error)
  await clock.advance(8_020)
  expect(await third).toMatchObject({ code: 'source-unavailable', remedy: expect.stringContaining('warmkey up') })
  ;(await second).close()
  ;(await open()).close()
})

test.skipIf(process.platform !== 'linux')('a directory that is a symbolic link is refused', async () => {
  using scratch = makeScratch()
  scratch.write('elsewhere/readme', '')
  symlinkSync(scratch.path('elsewhere'), scratch.path('warmkey'))
  await expect(openAloneMemory(place(scratch.root), 'command-1', createFakeClock())).rejects.toThrow('symbolic link')
})
