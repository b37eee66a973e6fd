import { expect, test } from 'bun:test'
import { symlinkSync, writeFileSync } from 'node:fs'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import { bounds, filesBelow, isBinary, startScan, urgency } from './scan.ts'

const key = `sk-ant-api03-${'Qq7Zp2Vw9Lm4'.repeat(9)}`

test('keys of a file, of whatever bytes', () => {
  using scratch = makeScratch()
  const scan = startScan(systemClock)
  const write = (name: string, bytes: string | Uint8Array) => {
    scratch.write(name, '')
    writeFileSync(scratch.path(name), bytes)
    return scratch.path(name)
  }
  const lines = (path: string) => scan.look(path)?.keys.map(({ line }) => line)
  expect(lines(write('a', `x\n${key}`))).toEqual([2])
  expect(lines(write('b', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`x\n${key}`, 'utf16le')])))).toEqual([
    2,
  ])
  expect(lines(write('c', Buffer.concat([Buffer.from([0xe9, 10]), Buffer.from(key)])))).toEqual([2])
  expect(lines(write('d', `\0${key}`))).toEqual([])
})

test('a link that leads away, a pipe and a device are not opened', () => {
  using scratch = makeScratch()
  symlinkSync(scratch.write('a', key), scratch.path('link'))
  Bun.spawnSync(['mkfifo', scratch.path('pipe')])
  const scan = startScan(systemClock)
  expect(scan.look(scratch.path('link'))).toBeNull()
  expect(scan.look(scratch.path('link'), true)?.keys).toHaveLength(1)
  expect(scan.look(scratch.path('pipe'), true)).toBeNull()
  expect(scan.look('/dev/zero', true)).toBeNull()
})

test('every bound ends it, and that is said', async () => {
  using scratch = makeScratch()
  const file = scratch.write('a', 'x'.repeat(100))
  const clock = createFakeClock()
  const by = (most: Partial<typeof bounds>) => startScan(clock, { ...bounds, ...most } as typeof bounds)
  for (const most of [{ files: 1 }, { bytes: 50 }] as unknown as Partial<typeof bounds>[]) {
    const scan = by(most)
    expect([scan.look(file) === null, scan.cut, scan.look(file), scan.cut]).toEqual([false, false, null, true])
  }
  const scan = by({})
  expect(scan.look(file)).not.toBeNull()
  await clock.advance(bounds.ms)
  expect([scan.look(file), scan.cut, scan.files]).toEqual([null, true, 1])
})

test('files below a folder, not through links and not where nothing is written by hand', () => {
  using scratch = makeScratch()
  for (const name of ['a/1', 'a/b/2', 'a/node_modules/3', 'elsewhere/4']) scratch.write(name, '')
  symlinkSync(scratch.path('elsewhere'), scratch.path('a/link'))
  const names = (most: number, depth?: number) =>
    filesBelow(scratch.path('a'), most, depth).map((path) => path.slice(scratch.path('a').length))
  expect(names(10)).toEqual(['/1', '/b/2'])
  expect(names(1)).toEqual(['/1'])
  expect(filesBelow(scratch.path('a/link'), 10)).toEqual([])
  expect(names(10, 0)).toEqual(['/1'])
  for (let folder = 0; folder < 30; folder++) scratch.write(`a/c${folder}/d/e`, '')
  expect(names(4)).toEqual(['/1', '/b/2'])
})

test('what is looked at first', () => {
  const names = ['src/a.ts', '.env.local', 'README.md', 'compose.yaml', 'run.sh', 'package-lock.json']
  expect(names.toSorted((one, other) => urgency(one) - urgency(other))).toEqual([
    '.env.local',
    'compose.yaml',
    'run.sh',
    'src/a.ts',
    'README.md',
    'package-lock.json',
  ])
  expect(['a.PNG', 'a.ts', 'bun.lockb'].map(isBinary)).toEqual([true, false, true])
})
