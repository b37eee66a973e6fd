import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { inHome } from './in-home.ts'
import { startScan } from './scan.ts'

const key = `sk-ant-api03-${'Qq7Zp2Vw9Lm4'.repeat(9)}`
const found = (scratch: Scratch, platform: string) => {
  const world = { ...paperWorld({ platform }), home: scratch.path('home'), cwd: scratch.root }
  const config = { kind: 'absent', file: '' } as const
  const bench = createBench({ world, clock: systemClock, config, args: [], model: null, spend: false })
  return inHome(bench, startScan(systemClock))
}

test('each system takes lines out of a history by its own tool', () => {
  using scratch = makeScratch()
  const path = scratch.write('home/.bash_history', `x\n${key}\n${key}\n`)
  const fixOn = (platform: string) => new Set(found(scratch, platform).map(({ fix }) => fix))
  expect([...fixOn('linux')]).toEqual([`Type: sed -i '2d;3d' ${path} && history -c && history -r`])
  expect([...fixOn('darwin')]).toEqual([`Type: sed -i '' '2d;3d' ${path} && history -c && history -r`])
})

test('a profile counts when others read it, and can be made private', () => {
  using scratch = makeScratch()
  const path = scratch.write('home/.zshrc', key, 0o644)
  expect(found(scratch, 'linux')).toMatchObject([
    { where: 'readable', path, edit: { what: 'mode', path, mode: 0o600 } },
  ])
  scratch.write('home/.zshrc', key, 0o600)
  expect(found(scratch, 'linux')).toEqual([])
})
