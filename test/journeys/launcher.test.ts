/** The launcher, as it is found: by a link, from another folder, in a path with spaces, with and without install scripts. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../kit/living-client.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'

let scratch: Scratch
let clone: string
beforeEach(() => {
  scratch = makeScratch()
  clone = scratch.path('a clone')
  mkdirSync(join(clone, 'bin'), { recursive: true })
  for (const name of ['warmkey', 'bunfig.toml', 'tsconfig.json']) {
    copyFileSync(join(checkout, 'bin', name), join(clone, 'bin', name))
  }
  write('src/main.ts', 'console.log(JSON.stringify({ argv: process.argv.slice(2), cwd: process.cwd() }))\n')
})
afterEach(() => scratch[Symbol.dispose]())

const write = (name: string, text: string) => scratch.write(`a clone/${name}`, text, 0o755)

/** Puts the Bun of this test, or a script that says `says`, where npm would put a binary. */
function putBun(place: string, says?: string): void {
  const path = join(clone, 'node_modules', place)
  mkdirSync(join(path, '..'), { recursive: true })
  if (says === undefined) symlinkSync(process.execPath, path)
  else write(`node_modules/${place}`, `#!/bin/sh\necho ${says}\n`)
}

function call(command: readonly string[], options: { cwd?: string; path?: string } = {}) {
  const { exitCode, stdout, stderr } = Bun.spawnSync([...command], {
    cwd: options.cwd ?? scratch.root,
    env: { PATH: options.path ?? '/usr/local/bin:/usr/bin:/bin', HOME: scratch.root },
  })
  return { exitCode, out: stdout.toString(), err: stderr.toString() }
}

const seen = (out: string) => JSON.parse(out) as { argv: string[]; cwd: string }

describe('is found', () => {
  beforeEach(() => putBun('bun/bin/bun.exe'))

  test('by its path, and hands on every argument as it is, and the working directory', () => {
    const argv = ['run', '--', 'a b', '', "it's", '$HOME', '*', '--help']
    const cwd = scratch.path('else where')
    mkdirSync(cwd)
    expect(seen(call([join(clone, 'bin', 'warmkey'), ...argv], { cwd }).out)).toEqual({ argv, cwd })
  })

  test('by a link to a link, absolute and relative', () => {
    symlinkSync('a clone/bin/warmkey', scratch.path('first'))
    symlinkSync(scratch.path('first'), scratch.path('second'))
    expect(seen(call([scratch.path('second'), 'x']).out).argv).toEqual(['x'])
  })

  test('by a linked folder', () => {
    symlinkSync('a clone', scratch.path('linked'))
    expect(seen(call([scratch.path('linked/bin/warmkey'), 'x']).out).argv).toEqual(['x'])
  })

  test.each([
    ['from beside it', './warmkey', 'a clone/bin'],
    ['from above', 'bin/warmkey', 'a clone'],
    ['from below', '../bin/warmkey', 'a clone/src'],
  ])('by a relative path %s', (_, path, folder) => {
    const cwd = scratch.path(folder)
    expect(seen(call([path, 'x'], { cwd }).out)).toEqual({ argv: ['x'], cwd })
  })

  test.each(['.', ''])('by a PATH with an entry that means here: "%s"', (entry) => {
    const cwd = join(clone, 'bin')
    const found = call(['sh', '-c', 'warmkey x'], { cwd, path: `${entry}:/usr/bin:/bin` })
    expect(seen(found.out)).toEqual({ argv: ['x'], cwd })
  })

  test('by a shell that is given the file', () => {
    expect(seen(call(['sh', 'warmkey', 'x'], { cwd: join(clone, 'bin') }).out).argv).toEqual(['x'])
  })

  test('and is replaced by Bun: no process stands between', () => {
    write('src/main.ts', 'console.log(process.ppid)\n')
    expect(Number(call([join(clone, 'bin', 'warmkey')]).out)).toBe(process.pid)
  })
})

describe('where install scripts are blocked', () => {
  const start = () => call([join(clone, 'bin', 'warmkey'), 'x'])
  const placeholder = () => write('node_modules/bun/bin/bun.exe', 'echo "Error: postinstall was not run" >&2\nexit 1\n')
  const installed = () => write('node_modules/.package-lock.json', '{}')

  test('takes the binary of the platform, and never runs the placeholder', () => {
    placeholder()
    installed()
    putBun('@oven/bun-test-x64/bin/bun')
    expect(seen(start().out).argv).toEqual(['x'])
  })

  test.skipIf(process.platform !== 'linux')('of two Linux packages takes the one for this C library', () => {
    placeholder()
    installed()
    putBun('@oven/bun-linux-x64/bin/bun', 'glibc')
    putBun('@oven/bun-linux-x64-musl/bin/bun', 'musl')
    const isMusl = call(['sh', '-c', 'ls /lib64/ld-linux-* /lib/ld-linux*']).out === ''
    expect(start().out).toBe(isMusl ? 'musl\n' : 'glibc\n')
  })

  test.each([
    ['nothing is installed', () => {}],
    [
      'only the placeholder is there',
      () => {
        placeholder()
        installed()
      },
    ],
    [
      'the installation was cut short',
      () => {
        placeholder()
        putBun('@oven/bun-test-x64/bin/bun')
      },
    ],
  ])('says what to do when %s', (_, prepare) => {
    prepare()
    const err = `warmkey is not set up yet: its runtime is missing. Run npm start (or npm ci) in ${clone}\n`
    expect(start()).toEqual({ exitCode: 2, out: '', err })
  })
})
