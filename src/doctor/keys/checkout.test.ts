import { expect, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { checkoutAt, looseFiles, speaksOfKeys } from './checkout.ts'

const gitIn =
  (scratch: Scratch, folder: string) =>
  (...args: string[]) =>
    Bun.spawnSync(['git', '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: scratch.path(folder),
      env: { PATH: '/usr/bin:/bin', HOME: scratch.path('home') },
    })

test('no checkout, and one seen from a folder below', () => {
  using scratch = makeScratch()
  scratch.write('project/app/deep/x', '')
  expect(checkoutAt(scratch.path('project/app'), scratch.path('home'))).toBeNull()
  gitIn(scratch, 'project')('init', '-q')
  gitIn(scratch, 'project')('add', '-A')
  const checkout = checkoutAt(scratch.path('project/app/deep'), scratch.path('home'))
  expect(checkout?.root).toBe(scratch.path('project'))
  expect([...(checkout?.tracked ?? [])]).toEqual(['app/deep/x'])
})

test('a linked work tree, and hashes of the other kind', () => {
  using scratch = makeScratch()
  scratch.write('project/x', '')
  const git = gitIn(scratch, 'project')
  git('init', '-q', '--object-format=sha256')
  git('add', '-A')
  git('commit', '-qm', 'x')
  git('worktree', 'add', '-q', '../other')
  for (const folder of ['project', 'other']) {
    const checkout = checkoutAt(scratch.path(folder), scratch.path('home'))
    expect([checkout?.root, [...(checkout?.tracked ?? [])]]).toEqual([scratch.path(folder), ['x']])
  }
})

test('what is left out: here, in a folder, by the clone and by the user', () => {
  using scratch = makeScratch()
  scratch.write('project/app/.gitignore', '.env\n')
  scratch.write('home/.gitconfig', '[core]\n\texcludesFile = ~/ignored\n')
  scratch.write('home/ignored', '*.mine\n')
  gitIn(scratch, 'project')('init', '-q')
  scratch.write('project/.git/info/exclude', 'local\n')
  const checkout = checkoutAt(scratch.path('project'), scratch.path('home'))
  const names = ['.env', 'app/.env', 'a.mine', 'local', 'app/x']
  expect(names.filter((name) => checkout?.ignores(name))).toEqual(['app/.env', 'a.mine', 'local'])
})

test('files that nobody keeps, as far as their name speaks', async () => {
  using scratch = makeScratch()
  for (const name of ['.env', 'app/.env.local', 'app/x.ts', '.claude/settings.local.json', 'y'])
    scratch.write(`project/${name}`, '')
  const git = gitIn(scratch, 'project')
  git('init', '-q')
  git('add', 'app/x.ts', 'y')
  const checkout = checkoutAt(scratch.path('project'), scratch.path('home'))
  const loose =
    checkout === null
      ? []
      : await looseFiles(checkout, scratch.path('project'), { mostFolders: 100, breathe: async () => {} })
  expect(loose.toSorted()).toEqual(['.claude/settings.local.json', '.env', 'app/.env.local'])
  expect(['.env', 'a.env', '.envrc', 'app.ts', 'prod.tfvars', 'environment'].filter(speaksOfKeys)).toEqual([
    '.env',
    'a.env',
    '.envrc',
    'prod.tfvars',
  ])
})

test('remotes with a password in their address, which is not kept', () => {
  using scratch = makeScratch()
  mkdirSync(scratch.path('project'))
  const git = gitIn(scratch, 'project')
  git('init', '-q')
  git('remote', 'add', 'origin', 'https://ann:s3cret@git.example/a.git')
  git('remote', 'add', 'ssh', 'git@git.example:a.git')
  git('remote', 'add', 'user', 'https://ann@git.example/a.git')
  const remotes = checkoutAt(scratch.path('project'), scratch.path('home'))?.remotes
  expect(remotes).toMatchObject([{ name: 'origin', clean: 'https://git.example/a.git' }])
})

test('a folder that is a link leads out, and so do names with dots', () => {
  using scratch = makeScratch()
  scratch.write('elsewhere/.env', '')
  scratch.write('project/app/x', '')
  symlinkSync(scratch.path('elsewhere'), scratch.path('project/link'))
  gitIn(scratch, 'project')('init', '-q')
  const checkout = checkoutAt(scratch.path('project'), scratch.path('home'))
  const names = ['x', 'app/x', 'link/.env', '../elsewhere/.env', '/etc/hostname', 'none/x']
  expect(names.filter((name) => checkout?.holds(name))).toEqual(['x', 'app/x'])
})
