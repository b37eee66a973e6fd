import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { checkoutAt } from './checkout.ts'
import { inBundles, inCheckout, inRemotes } from './in-project.ts'
import { startScan } from './scan.ts'

const key = `sk-ant-api03-${'Qq7Zp2Vw9Lm4'.repeat(9)}`

test('a key that somebody made up, where one has to be shown; and a whole one there', async () => {
  using scratch = makeScratch()
  const git = (...args: string[]) =>
    Bun.spawnSync(['git', ...args], { cwd: scratch.path('p'), env: { PATH: '/usr/bin:/bin' } })
  const invented = `sk-ant-api03-${'Fake1Key'.repeat(9)}`
  const whole = `sk-ant-api03-${new Bun.CryptoHasher('sha512').update('a').digest('hex').slice(0, 93)}`
  const shown = ['test/fixtures/a.json', 'docs/a.md', 'src/a.test.ts', 'README.md', '.env.example']
  for (const name of [...shown, 'src/a.ts', '.env']) scratch.write(`p/${name}`, `${invented}\n`)
  scratch.write('p/test/b.json', `${whole}\n`)
  git('init', '-q')
  git('add', '--all')
  const checkout = checkoutAt(scratch.path('p'), scratch.path('home'))
  if (checkout === null) throw new Error('no checkout')
  const found = await inCheckout(checkout, scratch.path('p'), startScan(systemClock))
  expect(found.map(({ path }) => path.slice(scratch.path('p/').length)).toSorted()).toEqual([
    '.env',
    'src/a.ts',
    'test/b.json',
  ])
})

test('tracked, taken along, left out and served files of one checkout', async () => {
  using scratch = makeScratch()
  const git = (...args: string[]) =>
    Bun.spawnSync(['git', ...args], { cwd: scratch.path('p'), env: { PATH: '/usr/bin:/bin' } })
  for (const name of ['a.py', 'public/x.js', '.env', 'left/.env']) scratch.write(`p/${name}`, `${key}\n`)
  scratch.write('p/.gitignore', 'left/\ndist/\n')
  scratch.write('p/dist/y.js', key)
  git('init', '-q')
  git('add', 'a.py', 'public')
  git('remote', 'add', 'origin', 'https://me:pass@git.example/a')
  const checkout = checkoutAt(scratch.path('p'), scratch.path('home'))
  if (checkout === null) throw new Error('no checkout')
  const scan = startScan(systemClock)
  const places = (await inCheckout(checkout, scratch.path('p'), scan)).map(({ where, path }) => [
    where,
    path.slice(scratch.path('p/').length),
  ])
  expect(places.toSorted()).toEqual([
    ['browser', 'public/x.js'],
    ['tracked', 'a.py'],
    ['unignored', '.env'],
  ])
  const world = { ...paperWorld(), home: scratch.path('home'), cwd: scratch.path('p') }
  const config = { kind: 'absent', file: '' } as const
  const bench = createBench({ world, clock: systemClock, config, args: [], model: null, spend: false })
  expect(inBundles(checkout, bench, scan)).toMatchObject([{ where: 'browser', path: scratch.path('p/dist/y.js') }])
  const remotes = inRemotes(checkout)
  expect(remotes).toMatchObject([{ where: 'remote', fix: 'Type: git remote set-url origin https://git.example/a' }])
  expect(JSON.stringify(remotes)).not.toContain('pass@')
})
