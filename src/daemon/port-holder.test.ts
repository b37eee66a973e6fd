import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { systemClock } from '../clock.ts'
import { openDaemon } from './daemon.ts'
import { explainPort, portHolder, uidIn } from './port-holder.ts'

const table = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
  '   0: 0100007F:243C 00000000:0000 01 00000000:00000000 00:00000000 00000000  1001        0 1 1 0 100 0 0 10 0',
  '   1: 0100007F:243C 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 0 10 0',
  '   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0',
].join('\n')

test.each([
  [9276, 1000],
  [22, 0],
  [80, null],
])('the kernel says who listens on %i', (port, uid) => {
  expect(uidIn(table, port)).toBe(uid)
})

test('a warmkey is known by its refusal, another server and nobody for what they are', async () => {
  const ours = openDaemon({ profiles: {}, keys: 'lasting', deps: { clock: systemClock, env: {}, home: '/' } })
  const other = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('hello') })
  const gone = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('') })
  await gone.stop(true)
  const uid = process.platform === 'linux' ? (process.getuid?.() ?? null) : null
  expect(await portHolder(ours.gateway.port, systemClock)).toEqual({ kind: 'warmkey', uid })
  expect(await portHolder(other.port ?? 0, systemClock)).toEqual({ kind: 'other' })
  expect(await portHolder(gone.port ?? 0, systemClock)).toEqual({ kind: 'nobody' })
  const words = await explainPort(other.port ?? 0, '/c', systemClock)
  expect(words.sentence).toBe(
    `Port ${other.port} is taken by another program. End that one, or set "listen": { "port": ${(other.port ?? 0) + 1} } in /c, and connect your tools again.`,
  )
  await ours.close(true)
  await other.stop(true)
})

test('one that says nothing is not waited for longer than a second', async () => {
  const clock = createFakeClock()
  const asked = Promise.withResolvers<void>()
  const silent = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data: () => asked.resolve() } })
  const holder = portHolder(silent.port, clock)
  await asked.promise
  await clock.advance(1_000)
  expect(await holder).toEqual({ kind: 'other' })
  silent.stop(true)
})
