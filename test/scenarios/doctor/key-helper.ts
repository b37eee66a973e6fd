/** The helper of somebody, wrong in one way. */
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'

/** A script in the home directory as the helper; `text` as it is, first line and all. */
const script = (world: DoctorWorld, text: string): void => {
  delete world.env.ANTHROPIC_AUTH_TOKEN
  world.settings('user', { apiKeyHelper: world.scratch.write('home/get-key', text, 0o700) })
}
const mended = (world: DoctorWorld): void => script(world, `#!/bin/sh\necho '${world.key}'\n`)
const failing = (name: string, text: (world: DoctorWorld) => string, told: Partial<Scenario> = {}): Scenario => ({
  name,
  set: (world) => script(world, text(world)),
  root: 'helper-runs',
  cause: 'helper-failure',
  ...told,
})

/** Whoever installs it finds it on the PATH afterwards. */
const installable = (world: DoctorWorld, name: string): void => {
  world.env.PATH = `${world.scratch.path('programs')}:${world.env.PATH}`
  world.does.set(`Install ${name}`, () => {
    world.scratch.write(`programs/${name}`, `#!/bin/sh\necho '${world.key}'\n`, 0o700)
  })
}

export const keyHelper: readonly Scenario[] = [
  failing('a script with line ends of Windows', ({ key }) => `#!/bin/sh\r\necho '${key}'\r\n`, {
    fix: /Type: perl -pi -e/,
  }),
  failing('a script whose interpreter is not there', (world) => {
    installable(world, 'nodexyz')
    return '#!/usr/bin/env nodexyz\nconsole.log(1)\n'
  }),
  failing('a tool that is not installed', (world) => {
    installable(world, 'vaultxyz')
    return '#!/bin/sh\nvaultxyz kv get secret\n'
  }),
  failing('a tool that is not installed, before a pipe', (world) => {
    installable(world, 'vaultxyz')
    return '#!/bin/sh\nvaultxyz kv get secret | tr -d "\\n"\n'
  }),
  failing(
    'a tool whose maker says how it is installed',
    (world) => {
      installable(world, 'doppler')
      return '#!/bin/sh\ndoppler secrets get KEY --plain\n'
    },
    { fix: /from https:\/\/docs\.doppler\.com/ },
  ),
  failing('a helper that reads its stdin', ({ key }) => `#!/bin/sh\nread answer; echo '${key}'\n`, {
    cause: 'timeout',
    fix: /<\/dev\/null/,
  }),
  failing('a helper that asks on the terminal', ({ knows, key }) => {
    knows.set('a command that asks nobody', `echo ${key}`)
    return '#!/bin/sh\nread answer </dev/tty || exit 3\n'
  }),
  failing('a helper that is killed', () => '#!/bin/sh\nkill -9 $$\n', {
    incurable: 'who kills it, and why, is known to the system alone; the line can only run it once more',
    cure: mended,
  }),
  failing('a helper that prints too much', () => '#!/bin/sh\nhead -c 20000 /dev/zero | tr "\\0" a\n'),
  {
    name: 'a ~ in quotes',
    set: (world) => {
      mended(world)
      world.settings('user', { apiKeyHelper: '"~/get-key"' })
    },
    root: 'helper-runs',
    cause: 'helper-failure',
    fix: /"\$HOME\/get-key"/,
  },
  {
    name: 'a tool that only a login shell finds',
    set: (world) => {
      world.scratch.write('home/.local/bin/mint-key', `#!/bin/sh\necho '${world.key}'\n`, 0o700)
      delete world.env.ANTHROPIC_AUTH_TOKEN
      world.settings('user', { apiKeyHelper: 'mint-key' })
    },
    root: 'helper-runs',
    cause: 'helper-failure',
    fix: /Type: export PATH=\S+\/home\/\.local\/bin:\$PATH/,
  },
  {
    name: 'an alias of somebody’s shell',
    set: (world) => {
      delete world.env.ANTHROPIC_AUTH_TOKEN
      world.scratch.write('home/.bashrc', `alias mint-key='echo made-up'\n`)
      world.settings('user', { apiKeyHelper: 'mint-key' })
      world.knows.set('the command that mint-key stands for', `echo ${world.key}`)
    },
    root: 'helper-runs',
    cause: 'helper-failure',
  },
]
