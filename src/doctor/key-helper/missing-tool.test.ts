import { expect, test } from 'bun:test'
import { chmodSync } from 'node:fs'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { isThere, missingTool } from './missing-tool.ts'

const setting = (path: string) => ({
  command: 'get-key',
  place: '/home/dev/.claude/settings.json',
  env: { PATH: path },
  world: paperWorld({}),
})

test('a program is looked for on the PATH of the client', () => {
  using scratch = makeScratch()
  chmodSync(scratch.write('bin/mint', ''), 0o700)
  expect(isThere('mint', setting(`/nowhere:${scratch.path('bin')}`))).toBe(true)
  expect(isThere('mint', setting('/nowhere'))).toBe(false)
  expect(isThere(scratch.path('bin/mint'), setting(''))).toBe(true)
})

test('how it comes here', () => {
  const said = (name: string) => missingTool(name, 'which it runs', setting('/nowhere')).fix
  expect(said('jq')).toBe('Type: apt-get install jq')
  expect(said('doppler')).toBe('Install doppler from https://docs.doppler.com/docs/install-cli.')
  expect(said('made-up')).toBe('Install made-up.')
})
