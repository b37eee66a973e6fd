import { expect, test } from 'bun:test'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { decodeText, machineWorld } from './world.ts'

const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))

test.each([
  ['UTF-8', new TextEncoder().encode('{"é":1}'), '{"é":1}'],
  ['UTF-8 with its mark', new TextEncoder().encode('\uFEFF{}'), '\uFEFF{}'],
  ['UTF-16LE with its mark', utf16('{"é":1}'), '\uFEFF{"é":1}'],
  ['nothing', new Uint8Array(), ''],
])('%s is decoded, and a mark stays', (_, bytes, expected) => {
  expect(decodeText(bytes)).toBe(expected)
})

test('the machine as a client may see it', () => {
  using scratch = makeScratch()
  const path = scratch.write('dir/a.json', '{}')
  scratch.write('dir/b.json', 'x'.repeat(4 * 1024 * 1024 + 1))
  const world = machineWorld({ env: {}, home: scratch.root, cwd: scratch.root, platform: 'linux' })
  expect({
    file: world.read(path),
    gone: world.read(scratch.path('dir/c.json')),
    below: world.read(`${path}/x`),
    directory: world.read(scratch.path('dir')),
    huge: world.read(scratch.path('dir/b.json')),
    names: [...world.list(scratch.path('dir'))].sort(),
    noNames: world.list(scratch.path('nowhere')),
    policies: world.policies,
  }).toEqual({
    file: '{}',
    gone: null,
    below: null,
    directory: { unreadable: 'EISDIR' },
    huge: { unreadable: 'larger than 4 MiB' },
    names: ['a.json', 'b.json'],
    noNames: [],
    policies: { machine: null, user: null },
  })
})

test('a pipe, a socket and a device are not waited for', () => {
  using scratch = makeScratch()
  const pipe = scratch.path('pipe')
  expect(Bun.spawnSync(['mkfifo', pipe]).exitCode).toBe(0)
  const world = machineWorld({ env: {}, home: scratch.root, cwd: scratch.root, platform: 'linux' })
  expect([world.read(pipe), world.read('/dev/zero')]).toEqual([{ unreadable: 'a pipe' }, { unreadable: 'a device' }])
})
