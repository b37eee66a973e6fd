import { expect, test } from 'bun:test'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { parseClaudeArgs } from '../../clients/claude-code/argv.ts'
import { readLadder } from '../../clients/claude-code/ladder.ts'
import { ladderPlaces } from '../../clients/claude-code/ladder-words.ts'
import { readLayers } from '../../clients/claude-code/layers.ts'
import { keychainOf } from './keychain.ts'
import { machineWorld } from './world.ts'

/** A keychain with one login, that notes how it was asked. */
function mac(script: string) {
  const scratch = makeScratch()
  scratch.write('bin/security', `#!/bin/sh\necho "$@" >> ${scratch.path('asked')}\n${script}\n`, 0o755)
  const env = { PATH: `${scratch.path('bin')}:/bin:/usr/bin`, HOME: scratch.root, USER: 'dev' }
  return { scratch, env }
}
const oneLogin = 'case "$*" in *"Claude Code-credentials") exit 0;; *) exit 44;; esac'

test('a login in the keychain is a rung, and its password is not asked for', () => {
  const { scratch, env } = mac(oneLogin)
  using _ = scratch
  const world = machineWorld({ env, home: scratch.root, cwd: scratch.root, platform: 'darwin' })
  const args = parseClaudeArgs([])
  const places = ladderPlaces(readLadder(world, args, readLayers(world, args)))
  expect(places.map(({ rung, place, state }) => [rung, place, state])).toEqual([
    ['Claude apps gateway session', 'the macOS keychain ("Claude Code-credentials")', 'unseen'],
    ['Claude login', 'the macOS keychain ("Claude Code-credentials")', 'used'],
  ])
  expect(scratch.read('asked').trim().split('\n').toSorted()).toEqual([
    'find-generic-password -a dev -s Claude Code',
    'find-generic-password -a dev -s Claude Code-credentials',
  ])
})

test('nothing there, and a keychain that fails, are two things', () => {
  const { scratch, env } = mac('exit 36')
  using _ = scratch
  expect(keychainOf({ env, platform: 'darwin' })?.('Claude Code')).toBe('unseen')
  expect(keychainOf({ env: { PATH: '' }, platform: 'darwin' })?.('Claude Code')).toBe('unseen')
  expect(keychainOf({ env, platform: 'linux' })).toBeUndefined()
})
