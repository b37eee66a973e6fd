import { expect, test } from 'bun:test'
import { makeScratch } from '../../test/kit/scratch.ts'
import { until } from '../../test/kit/until.ts'
import { listenersIn, listensOn, processIn, seeProcess } from './seen-process.ts'

const { platform, pid } = process

test('a process is told from others by its start, and a stopped one from one that runs', async () => {
  const child = Bun.spawn(['/bin/sleep', '600'])
  const seen = seeProcess(child.pid, platform)
  expect(seen).toMatchObject({ uid: process.getuid?.() ?? 0, stopped: false })
  expect(seeProcess(child.pid, platform)?.startedAt).toBe(seen?.startedAt ?? '')
  child.kill('SIGSTOP')
  await until(() => seeProcess(child.pid, platform)?.stopped === true)
  child.kill('SIGKILL')
  await child.exited
  expect(seeProcess(child.pid, platform)).toBeNull()
  expect(seeProcess(pid, 'win32')).toBeNull()
})

test('what ps says', () => {
  expect(processIn('  501 TNs  Sat Nov 21 16:56:27 2026\n')).toEqual({
    uid: 501,
    stopped: true,
    startedAt: 'Sat Nov 21 16:56:27 2026',
  })
  expect(processIn('  501 S+   Sat Nov  1 16:56:27 2026')).toMatchObject({
    stopped: false,
    startedAt: 'Sat Nov 1 16:56:27 2026',
  })
  for (const line of ['', '501 Z    Sat Nov 21 16:56:27 2026']) expect(processIn(line)).toBeNull()
})

test('who listens on a socket', async () => {
  using scratch = makeScratch()
  const socket = scratch.path('s')
  const other = Bun.spawn(['/bin/sleep', '600'])
  const server = Bun.serve({ unix: socket, fetch: () => new Response() })
  expect(listensOn(pid, socket, platform)).toBe(true)
  expect(listensOn(pid, scratch.path('t'), platform)).toBe(false)
  expect(listensOn(other.pid, socket, platform)).toBe(false)
  other.kill('SIGKILL')
  await server.stop(true)
})

test('a socket that is connected to that path is none that listens', () => {
  const table = [
    'Num       RefCount Protocol Flags    Type St Inode Path',
    '00000000: 00000002 00000000 00010000 0001 01 101 /run/a b.sock',
    '00000000: 00000003 00000000 00000000 0001 03 102 /run/a b.sock',
    '00000000: 00000002 00000000 00010000 0001 01   103 /run/a',
    '00000000: 00000003 00000000 00000000 0001 03 104',
  ].join('\n')
  expect([...listenersIn(table, '/run/a b.sock')]).toEqual(['socket:[101]'])
})
