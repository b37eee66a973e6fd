import { expect, test } from 'bun:test'
import { mkdirSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { isIgnored, readIgnoreFile } from './git-ignore.ts'

const paths = [
  '.env',
  '.env.local',
  'app/.env',
  'build/x.js',
  'src/build/y',
  'keep.log',
  'a.log',
  'sub/b.log',
  'dist',
  'é/.env',
]
const texts = [
  '.env',
  '.env*\n!.env.local',
  '/.env',
  'build/',
  '*.log\n!keep.log\n',
  '# .env\n\\#x\n',
  'app/*',
  '**/.env',
  'sub/**\n',
  'dist/\r\n.env  \r\n',
  '[a].log',
]

test.each(texts)('%j means what git says', (text) => {
  using scratch = makeScratch()
  const git = (...args: string[]) =>
    Bun.spawnSync(['git', ...args], { cwd: scratch.root, env: { PATH: '/usr/bin:/bin' } })
  git('init', '-q')
  mkdirSync(scratch.path('x'))
  scratch.write('.gitignore', text)
  const said = git('-c', 'core.quotePath=false', 'check-ignore', '--no-index', ...paths)
    .stdout.toString()
    .split('\n')
    .filter(Boolean)
  const file = readIgnoreFile(text)
  expect(paths.filter((path) => isIgnored(path, [file]))).toEqual(said)
})

test('a file nearer by counts more, and only below its folder', () => {
  const files = [readIgnoreFile('.env'), readIgnoreFile('!.env', 'app/')]
  expect(isIgnored('app/.env', files)).toBe(false)
  expect(isIgnored('.env', files)).toBe(true)
})
