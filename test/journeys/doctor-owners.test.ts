/** File systems and users that do not let Claude Code do what it takes for granted. */

import { describe, expect, test } from 'bun:test'
import { chmodSync, chownSync } from 'node:fs'
import { tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, tell } from '../kit/doctor-world.ts'
import { canMount, type OwnMounts, ownMounts } from '../kit/own-mounts.ts'

const settings = 'home/.claude/settings.json'

describe.skipIf(!canMount())('file systems', () => {
  const mounted = async (world: DoctorWorld, script: string): Promise<OwnMounts> => {
    const place = await ownMounts(script)
    world.keep(async () => place[Symbol.asyncDispose]())
    world.inside.push(...place.inside(world.scratch.path('project')))
    return place
  }

  test('as many files as the disk holds', () =>
    tell({
      name: 'inodes',
      set: async (world) => {
        const at = world.scratch.path('state')
        world.scratch.write('state/keep', '')
        await mounted(
          world,
          `mount -t tmpfs -o size=8m,nr_inodes=20,mode=700 few "${at}"; i=0; while touch "${at}/$i" 2>/dev/null; do i=$((i+1)); done`,
        )
      },
      root: 'disk-room',
      cause: 'config-file',
      fix: /du --inodes -xS/,
      cure: (world) => void world.inside.splice(0),
    }))

  test('settings that are mounted read-only', () =>
    tellSurprise({
      name: 'read-only',
      set: async (world) => {
        world.settings('user', {})
        const at = world.scratch.path('home/.claude')
        await mounted(world, `mount --bind "${at}" "${at}"; mount -o remount,bind,ro "${at}"`)
      },
      check: 'directories',
      says: /\.claude cannot be written, so Claude Code forgets/,
      fix: /^Type: export CLAUDE_CONFIG_DIR=/,
    }))

  test('managed settings that are not JSON keep the client from starting', () =>
    tell({
      name: 'managed',
      set: async (world) => {
        await mounted(
          world,
          `mkdir -p /etc/claude-code; mount -t tmpfs none /etc/claude-code; printf '{ "env": {\\n "A": "b",\\n} }' > /etc/claude-code/managed-settings.json`,
        )
      },
      root: 'files-readable',
      cause: 'config-file',
      fix: /^Type: sudo mv \/etc\/claude-code\/managed-settings\.json /,
      cure: (world) => void world.inside.splice(0),
    }))
})

/** Somebody who is not root, for whom modes count. */
const nobody = 54_321
const become = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups']
const canBecome = process.getuid?.() === 0 && Bun.spawnSync([...become, 'test', '-r', import.meta.path]).exitCode === 0

describe.skipIf(!canBecome)('somebody who is not root', () => {
  const asNobody = (world: DoctorWorld): void => {
    expect(Bun.spawnSync(['chown', '-R', `${nobody}:${nobody}`, world.scratch.root]).exitCode).toBe(0)
    world.inside.push(...become)
  }

  test('may not write the directory of settings', () =>
    tellSurprise({
      name: '555',
      set: (world) => {
        world.settings('user', {})
        asNobody(world)
        chmodSync(world.scratch.path('home/.claude'), 0o555)
      },
      check: 'directories',
      says: /\.claude cannot be written, so Claude Code forgets/,
      fix: /^Type: chmod u\+rwx \S+\.claude$/,
    }))

  test('may not read settings of his own', () =>
    tell({
      name: '000',
      set: (world) => {
        const path = world.settings('user', {})
        asNobody(world)
        chmodSync(path, 0)
      },
      root: 'files-readable',
      cause: 'config-file',
      fix: /^Type: chmod 600 \S+settings\.json$/,
      cure: (world) => chmodSync(world.scratch.path(settings), 0o600),
    }))

  test('may not read settings that sudo has left behind', () =>
    tell({
      name: 'root',
      set: (world) => {
        const path = world.settings('user', {})
        asNobody(world)
        chownSync(path, 0, 0)
      },
      root: 'files-readable',
      cause: 'config-file',
      fix: /^Type: sudo chown "\$\(id -u\)" \S+settings\.json$/,
      cure: (world) => chownSync(world.scratch.path(settings), nobody, nobody),
    }))

  test('has a directory that belongs to root', () =>
    tellSurprise({
      name: 'owner',
      set: (world) => {
        world.scratch.write('home/.claude/projects/x', '')
        asNobody(world)
        chownSync(world.scratch.path('home/.claude/projects'), 0, 0)
      },
      check: 'file-owners',
      says: /projects belongs to root and not to you/,
      fix: /^Type: sudo chown -R 54321 \S+projects$/,
    }))

  test('whose home root works in', () =>
    tellSurprise({
      name: 'sudo',
      set: (world) => {
        world.settings('user', {})
        chownSync(world.scratch.path('home/.claude'), nobody, nobody)
      },
      check: 'file-owners',
      says: /You are root in the home of somebody else/,
      fix: /^Type: exit$/,
    }))
})
