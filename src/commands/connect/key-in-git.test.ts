import { expect, test } from 'bun:test'
import { mkdirSync } from 'node:fs'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { refuseTracked } from './key-in-git.ts'

const env = { PATH: '/usr/local/bin:/usr/bin:/bin' }

function inRepository(scratch: Scratch, more: readonly string[] = []) {
  const file = scratch.write('repo/settings.json', '{}')
  for (const args of [['init', '-q'], more]) {
    if (args.length > 0)
      Bun.spawnSync(['git', '-C', scratch.path('repo'), ...args], { env: { ...env, HOME: scratch.root } })
  }
  return { path: file, file, bytes: null, text: null, mode: null }
}

const refusal = (run: () => unknown): string => {
  try {
    return `not refused: ${JSON.stringify(run())}`
  } catch (thrown) {
    return thrown instanceof Error && 'sentence' in thrown ? String(thrown.sentence) : String(thrown)
  }
}

test('a file that git tracks is refused in every scope', () => {
  using scratch = makeScratch()
  const target = inRepository(scratch, ['add', 'settings.json'])
  expect(refusal(() => refuseTracked(target, { scope: 'project' }, env))).toBe(
    `git tracks ${target.file}, and a key would be written into it. Use --scope user, or --mode helper, which writes no key; --scope local is for a file that git ignores.`,
  )
  expect(refusal(() => refuseTracked(target, { scope: 'user' }, env))).toBe(
    `git tracks ${target.file}, and a key would be written into it. Take it out of the repository, or connect in helper mode, which writes no key.`,
  )
})

test('one that is not ignored is refused in a project, and told of elsewhere', () => {
  using scratch = makeScratch()
  const target = inRepository(scratch)
  expect(refusal(() => refuseTracked(target, { scope: 'local' }, env))).toBe(
    `git does not ignore ${target.file}, so the key in it would go along with the next "git add". Add it to .git/info/exclude, or use --scope user, or --mode helper, which writes no key; --scope local is for a file that git ignores.`,
  )
  expect(refuseTracked(target, { scope: 'user' }, env)).toEqual([
    `${target.file} lies in a git repository that does not ignore it: it holds a key now, so never add it.`,
  ])
})

test('where git cannot say, a key is not written; outside of git it is', () => {
  using scratch = makeScratch()
  mkdirSync(scratch.path('repo'))
  scratch.write('repo/.git', 'gitdir: nowhere')
  const file = scratch.write('repo/settings.json', '{}')
  const target = { path: file, file, bytes: null, text: null, mode: null }
  expect(refusal(() => refuseTracked(target, { scope: 'user' }, env))).toStartWith(
    `git cannot say whether it tracks ${file}`,
  )
  const outside = scratch.write('settings.json', '{}')
  expect(refuseTracked({ ...target, file: outside }, { scope: 'project' }, env)).toEqual([])
})
