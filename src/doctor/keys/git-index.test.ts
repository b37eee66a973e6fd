import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { namesInIndex } from './git-index.ts'

const names = ['.env', 'a', 'a.txt', 'docs/very/deep/one.md', 'docs/very/deep/two.md', 'ünï/x', 'z'.repeat(300)]

for (const version of [2, 3, 4])
  test(`version ${version}, as git writes it`, () => {
    using scratch = makeScratch()
    const git = (...args: string[]) =>
      Bun.spawnSync(['git', ...args], { cwd: scratch.root, env: { PATH: '/usr/bin:/bin' } })
    git('init', '-q')
    for (const name of names.map((each) => each.slice(0, 200))) scratch.write(name, 'x')
    git('update-index', '--index-version', String(version))
    git('add', '-A')
    if (version === 3) git('update-index', '--skip-worktree', 'a')
    const listed = git('ls-files', '-z').stdout.toString().split('\0').filter(Boolean)
    const index = readFileSync(scratch.path('.git/index'))
    expect(index.readUInt32BE(4)).toBe(version)
    expect(namesInIndex(index)).toEqual(listed)
  })

test('what is no index, and one that was cut', () => {
  expect(namesInIndex(Buffer.from('none'))).toBeNull()
  expect(namesInIndex(Buffer.from('DIRC\0\0\0\x09\0\0\0\0'))).toBeNull()
  expect(namesInIndex(Buffer.concat([Buffer.from('DIRC\0\0\0\x02\0\0\0\x05'), Buffer.alloc(40)]))).toEqual([])
})
