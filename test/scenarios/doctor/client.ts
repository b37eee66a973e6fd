/** Claude Code itself: it does not start. */
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'

/** A Claude Code that knows nothing but its version, in a folder of its own at the head of the PATH. */
export const claude = (world: DoctorWorld, version: string, folder = 'a'): string => {
  const path = world.scratch.write(`${folder}/claude`, `#!/bin/sh\necho "${version} (Claude Code)"\n`, 0o700)
  first(world, folder)
  return path
}
const first = (world: DoctorWorld, folder: string): void => {
  mkdirSync(world.scratch.path(folder), { recursive: true })
  world.env.PATH = `${world.scratch.path(folder)}:${world.env.PATH}`
}
const npmRoot = 'npm/lib/node_modules/@anthropic-ai/claude-code'
/** One that was installed by npm, whose text this is; npm can take it away. */
export const byNpm = (world: DoctorWorld, text: string): void => {
  world.scratch.write(`${npmRoot}/package.json`, '{ "version": "2.0.9" }')
  const file = world.scratch.write(`${npmRoot}/cli.js`, text, 0o700)
  first(world, 'npm/bin')
  symlinkSync(file, world.scratch.path('npm/bin/claude'))
  world.does.set(`npm uninstall -g --prefix ${world.scratch.path('npm')} @anthropic-ai/claude-code`, () => {
    rmSync(world.scratch.path(npmRoot), { recursive: true })
    rmSync(world.scratch.path('npm/bin/claude'))
  })
}
/** What the installer of the vendor does, without fetching anything: it puts a program into a folder that is on every PATH here. */
const installer = (world: DoctorWorld): void => {
  if (!world.env.PATH?.includes(world.scratch.path('home/.local/bin'))) first(world, 'home/.local/bin')
  world.does.set('curl -fsSL https://claude.ai/install.sh', () =>
    world.scratch.write('home/.local/bin/claude', '#!/bin/sh\necho "2.1.330 (Claude Code)"\n', 0o700),
  )
}
/** No node that could be found, whatever this machine has; and no npm, which would need it. */
const withoutNode = (world: DoctorWorld): void => {
  mkdirSync(world.scratch.path('few'))
  for (const name of ['sh', 'bash', 'env', 'uname', 'dirname', 'readlink', 'cat', 'grep', 'rm'])
    symlinkSync(Bun.which(name) ?? '', world.scratch.path(`few/${name}`))
  world.env.PATH = `${world.scratch.path('npm/bin')}:${world.scratch.path('few')}`
  world.does.clear()
}

export const client: readonly Scenario[] = [
  {
    name: 'a claude that leads to a version that was removed',
    set: (world) => {
      first(world, 'home/.local/bin')
      symlinkSync(
        world.scratch.path('home/.local/share/claude/versions/2.1.200'),
        world.scratch.path('home/.local/bin/claude'),
      )
      installer(world)
    },
    root: 'client-installed',
    cause: 'config-file',
    fix: /^Type: rm \S+\/\.local\/bin\/claude && curl -fsSL https:\/\/claude\.ai\/install\.sh \| bash$/,
  },
  {
    name: 'a claude that may not be run',
    set: (world) => chmodSync(claude(world, '2.1.330'), 0o600),
    root: 'client-installed',
    cause: 'config-file',
    fix: /^Type: chmod \+x \S+\/a\/claude$/,
  },
  {
    name: 'a claude of npm without Node.js',
    set: (world) => {
      byNpm(world, '#!/usr/bin/env node\n')
      withoutNode(world)
      installer(world)
    },
    root: 'client-installed',
    cause: 'config-file',
    // npm is run by Node.js itself.
    fix: /^Type: rm \S+\/npm\/bin\/claude && curl .* \| bash$/,
  },
  {
    name: 'a claude of npm with a Node.js that is too old',
    set: (world) => {
      byNpm(world, '#!/usr/bin/env node\n')
      world.scratch.write('old/node', '#!/bin/sh\n[ "$1" = --version ] && echo v16.20.2\n', 0o700)
      first(world, 'old')
      installer(world)
    },
    root: 'client-installed',
    cause: 'config-file',
    fix: /^Type: npm uninstall -g --prefix \S+\/npm @anthropic-ai\/claude-code && curl .* \| bash$/,
  },
  {
    name: 'a claude that is built for Alpine',
    set: (world) => {
      world.scratch.write('alpine/claude', `\x7fELF\x02\x01\x01${'\0'.repeat(60)}/lib/ld-musl-x86_64.so.none\0`, 0o700)
      first(world, 'alpine')
      installer(world)
    },
    root: 'client-installed',
    cause: 'config-file',
    fix: /^Type: rm \S+\/alpine\/claude && curl .* \| bash$/,
  },
]
