import { expect, test } from 'bun:test'
import { copyFileSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { until } from '../../../test/kit/until.ts'
import { livingClients, mountedAt, renewsAlone } from './living-clients.ts'

test('which versions renew without asking the others', () => {
  const alone = (version: string | null) => renewsAlone({ pid: 1, version, configDirectory: null })
  expect(['2.1.210', '2.0.999', '1.9.300', '2.1.211', '2.2.0', '3.0.0', null].map(alone)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

test.skipIf(process.platform !== 'linux')('one that lives, with its version and where it keeps its login', async () => {
  using scratch = makeScratch()
  scratch.write('.local/share/claude/versions/readme', '')
  const program = scratch.path('.local/share/claude/versions/2.1.150')
  copyFileSync('/bin/sleep', program)
  const child = Bun.spawn([program, '600'], {
    env: { HOME: scratch.root, CLAUDE_CONFIG_DIR: 'mine' },
    cwd: scratch.root,
  })
  const find = () => livingClients('linux').find(({ pid }) => pid === child.pid)
  await until(() => find() !== undefined)
  expect(find()).toEqual({ pid: child.pid, version: '2.1.150', configDirectory: scratch.path('mine') })
  child.kill()
  await child.exited
  expect(livingClients('darwin')).toEqual([])
})

test('what is mounted there from elsewhere', () => {
  const info = (point: string) =>
    `36 35 98:0 /home/dev/.claude ${point} rw - ext4 /dev/sda1 rw\n37 35 0:4 / / rw - overlay o rw`
  const file = '/home/a b/.claude/.credentials.json'
  expect(mountedAt(file, '/home/a b', info('/home/a\\040b/.claude'))).toBe('/home/a b/.claude')
  expect(mountedAt(file, '/home/a b', info('/home/a\\040b/.claude/.credentials.json'))).toBe(file)
  expect(mountedAt(file, '/home/a b', info('/home/a\\040b'))).toBeNull()
  expect(mountedAt(file, '/home/a b', info('/home/b/.claude'))).toBeNull()
})
