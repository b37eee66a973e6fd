/** Keys lying about: each is named by place and kind, the command takes it away, and no text of one is ever shown. */

import { expect, test } from 'bun:test'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { type DoctorWorld, doctorWorld } from '../kit/doctor-world.ts'

const tail = 'Canary7Key4Lies'.repeat(7)
const anthropic = `sk-ant-api03-${tail}`
const github = `ghp_${tail.slice(0, 36)}`

const git = (world: DoctorWorld, ...args: string[]): void => {
  const { exitCode, stderr } = Bun.spawnSync(['git', ...args], {
    cwd: world.scratch.path('project'),
    env: { PATH: '/usr/bin:/bin', HOME: world.scratch.path('home') },
  })
  if (exitCode !== 0) throw new Error(stderr.toString())
}

interface Story {
  readonly name: string
  readonly set: (world: DoctorWorld) => void
  readonly says: RegExp
  readonly fix: RegExp
  /** The fix is a command: it is run in the project, and the complaint is gone. */
  readonly shell?: 'sh' | 'bash'
}

const stories: readonly Story[] = [
  {
    name: 'an .env that git keeps',
    set: (world) => {
      world.scratch.write('project/.env', `A=1\nKEY=${anthropic}\n`)
      git(world, 'init', '-q')
      git(world, 'add', '.env')
    },
    says: /project\/\.env, line 2, holds an Anthropic API key, and git keeps/,
    fix: /^Type: git -C \S+ rm --cached -q \.env && echo \/\.env >> \S+\/\.gitignore$/,
    shell: 'sh',
  },
  {
    name: 'an .env.local in a package, which nothing leaves out',
    set: (world) => {
      world.scratch.write('project/packages/web/.env.local', `OPENAI_API_KEY="sk-proj-${tail}"\n`)
      world.scratch.write('project/packages/web/index.ts', '')
      world.scratch.write('project/.gitignore', '/.env\n')
      git(world, 'init', '-q')
      git(world, 'add', 'packages/web/index.ts', '.gitignore')
    },
    says: /packages\/web\/\.env\.local, line 1, holds an OpenAI key, and git takes that file along/,
    fix: /^Type: echo \/packages\/web\/\.env\.local >> \S+\/\.gitignore$/,
    shell: 'sh',
  },
  {
    name: 'a key in a program',
    set: (world) => {
      world.scratch.write('project/src/app.py', `import os\n\nclient = Anthropic(api_key="${anthropic}")\n`)
      git(world, 'init', '-q')
      git(world, 'add', '-A')
    },
    says: /src\/app\.py, line 3, holds an Anthropic API key/,
    fix: /take it out of line 3 of \S+\/src\/app\.py/,
  },
  {
    name: 'a key in a notebook',
    set: (world) => {
      world.scratch.write('project/a.ipynb', JSON.stringify({ cells: [{ outputs: [`hvs.${tail}`] }] }, null, 1))
      git(world, 'init', '-q')
      git(world, 'add', '-A')
    },
    says: /a\.ipynb, line 5, holds a Vault token/,
    fix: /a\.ipynb/,
  },
  {
    name: 'a key in the description of a service',
    set: (world) => {
      world.scratch.write('project/docker-compose.yml', `services:\n  a:\n    environment:\n      KEY: ${anthropic}\n`)
      git(world, 'init', '-q')
      git(world, 'add', '-A')
    },
    says: /docker-compose\.yml, line 4/,
    fix: /line 4 of/,
  },
  {
    name: 'a key in the settings of Claude Code that a team shares',
    set: (world) => {
      world.settings('project', { note: anthropic })
      git(world, 'init', '-q')
      git(world, 'add', '-A')
    },
    says: /\.claude\/settings\.json, line 1/,
    fix: /^Type: git -C \S+ rm --cached -q \.claude\/settings\.json/,
    shell: 'sh',
  },
  {
    name: 'a key that a build gives to every page',
    set: (world) => {
      world.scratch.write('project/.env', `NEXT_PUBLIC_ANTHROPIC_KEY=${anthropic}\n`)
      world.scratch.write('project/.gitignore', '.env\n')
      git(world, 'init', '-q')
    },
    says: /everybody who opens the page gets it/,
    fix: /give the variable in line 1 of \S+\/\.env a name/,
  },
  {
    name: 'a key in what was built, without git',
    set: (world) => void world.scratch.write('project/dist/assets/index.js', `const k="${anthropic}"`),
    says: /dist\/assets\/index\.js, line 1.*everybody who opens the page/,
    fix: /on a server of yours/,
  },
  {
    name: 'a token in the address of a remote',
    set: (world) => {
      git(world, 'init', '-q')
      git(world, 'remote', 'add', 'origin', `https://x-access-token:${github}@github.example/a/b.git`)
    },
    says: /\.git\/config, line \d+, holds a GitHub token in the address of a remote/,
    fix: /^Type: git remote set-url origin https:\/\/github\.example\/a\/b\.git$/,
    shell: 'sh',
  },
  {
    name: 'a key in the history of bash',
    set: (world) => void world.scratch.write('home/.bash_history', `ls\nexport A=${anthropic}\npwd\ncurl ${github}\n`),
    says: /\.bash_history, line 2, holds an Anthropic API key that was typed once/,
    fix: /^Type: sed -i '2d;4d' \S+\.bash_history && history -c && history -r$/,
    shell: 'bash',
  },
  {
    name: 'a key in the history of zsh',
    set: (world) => void world.scratch.write('home/.zsh_history', `: 1:0;export A=${anthropic}\n`),
    says: /\.zsh_history, line 1/,
    fix: /^Type: sed -i 1d \S+\.zsh_history && fc -p \S+$/,
  },
  {
    name: 'a key in the history of fish',
    set: (world) =>
      void world.scratch.write('home/.local/share/fish/fish_history', `- cmd: set -x A ${anthropic}\n  when: 1\n`),
    says: /fish_history, line 1/,
    fix: /^Type: history delete --contains sk-$/,
  },
  {
    name: 'a key in the history of PowerShell',
    set: (world) =>
      void world.scratch.write(
        'home/.local/share/powershell/PSReadLine/ConsoleHost_history.txt',
        `$env:A="${anthropic}"\n`,
      ),
    says: /ConsoleHost_history\.txt, line 1/,
    fix: /delete line 1/,
  },
  {
    name: 'a key in a history of one’s own choice',
    set: (world) => {
      world.env.HISTFILE = world.scratch.write('home/typed', `A=AKIAQ7ZP2VW9LM4QQ7ZP\n`)
    },
    says: /home\/typed, line 1, holds an AWS access key id/,
    fix: /sed -i 1d/,
  },
  {
    name: 'settings of Claude Code that are a link into dotfiles, with a key',
    set: (world) => {
      const real = world.scratch.write('dotfiles/claude/settings.json', JSON.stringify({ env: { A: anthropic } }))
      mkdirSync(world.scratch.path('home/.claude'))
      symlinkSync(real, world.scratch.path('home/.claude/settings.json'))
      for (const args of [
        ['init', '-q'],
        ['add', '-A'],
      ])
        Bun.spawnSync(['git', '-C', world.scratch.path('dotfiles'), ...args], { env: { PATH: '/usr/bin:/bin' } })
    },
    says: /dotfiles\/claude\/settings\.json, line 1, holds an Anthropic API key, and git keeps/,
    fix: /^Type: git -C \S+\/dotfiles rm --cached -q claude\/settings\.json && echo/,
    shell: 'sh',
  },
  {
    name: 'a key in a profile that others read',
    set: (world) => chmodSync(world.scratch.write('home/.zshrc', `export ANTHROPIC_API_KEY=${anthropic}\n`), 0o644),
    says: /\.zshrc, line 1, holds an Anthropic API key, and other users/,
    fix: /^Type: chmod 600 \S+\.zshrc$/,
    shell: 'sh',
  },
]

const keysOf = async (world: DoctorWorld) => {
  const report = await world.doctor('--offline', '--only', 'keys-in-files')
  expect(report.code).toBe(0)
  expect(report.text).not.toContain('Canary7')
  expect(report.text).not.toContain('AKIAQ7')
  return report.findings[0]
}

for (const { name, set, says, fix, shell } of stories)
  test(name, async () => {
    await using world = await doctorWorld()
    set(world)
    const found = await keysOf(world)
    const line = (found?.fix ?? '').replace(/^Type: /, '')
    expect(found).toMatchObject({
      status: 'warn',
      summary: expect.stringMatching(says),
      fix: expect.stringMatching(fix),
    })
    if (shell === undefined) return
    const env = { ...world.env, HISTFILE: world.scratch.path('home/.bash_history') }
    const child = Bun.spawnSync([shell, '-ec', line], { cwd: world.scratch.path('project'), env })
    expect({ code: child.exitCode, err: child.stderr.toString() }).toEqual({ code: 0, err: '' })
    expect(await keysOf(world)).not.toMatchObject({ status: 'warn' })
  })

const quiet: readonly (readonly [string, (world: DoctorWorld) => void])[] = [
  [
    'an .env that is left out',
    (world) => {
      world.scratch.write('project/.env', `KEY=${anthropic}\n`)
      world.scratch.write('project/.gitignore', '.env*\n')
      git(world, 'init', '-q')
    },
  ],
  ['an .env without git', (world) => void world.scratch.write('project/.env', `KEY=${anthropic}\n`)],
  [
    'a profile that nobody else reads',
    (world) => void world.scratch.write('home/.zshrc', `export A=${anthropic}\n`, 0o600),
  ],
  [
    'placeholders of an example',
    (world) => {
      world.scratch.write('project/.env.example', 'KEY=sk-ant-api03-your-key-here-your-key-here\n')
      git(world, 'init', '-q')
      git(world, 'add', '-A')
    },
  ],
]

test.each(quiet)('no complaint: %s', async (_, set) => {
  await using world = await doctorWorld()
  set(world)
  expect(await keysOf(world)).not.toMatchObject({ status: 'warn' })
})

test('links that lead out, pipes and devices are not opened', async () => {
  await using world = await doctorWorld()
  world.scratch.write('elsewhere/.env', `KEY=${anthropic}\n`)
  mkdirSync(world.scratch.path('project/dist'))
  symlinkSync(world.scratch.path('elsewhere/.env'), world.scratch.path('project/.env.local'))
  symlinkSync('/dev/zero', world.scratch.path('project/dist/a.js'))
  symlinkSync(world.scratch.path('elsewhere'), world.scratch.path('project/public'))
  for (const name of ['project/.env', 'project/dist/b.js', 'home/.bash_history', 'home/.zshrc'])
    expect(Bun.spawnSync(['mkfifo', world.scratch.path(name)]).exitCode).toBe(0)
  git(world, 'init', '-q')
  expect(await keysOf(world)).toMatchObject({ status: 'ok' })
})

test('the worst comes first, and every other one is listed by its place', async () => {
  await using world = await doctorWorld()
  world.scratch.write('home/.bash_history', `${anthropic}\n`)
  world.scratch.write('project/.env', `KEY=${anthropic}\n`)
  world.scratch.write('project/public/a.js', `"${github}"`)
  git(world, 'init', '-q')
  git(world, 'add', 'public')
  const found = (await keysOf(world)) as unknown as { summary: string; evidence: readonly string[] }
  expect(found.summary).toMatch(/public\/a\.js, line 1, holds a GitHub token, and everybody/)
  expect(found.evidence.slice(0, 3).map((line) => line.replace(/^.*\/(?=[^/]+$)/, ''))).toEqual([
    'a.js:1: a GitHub token',
    '.env:1: an Anthropic API key',
    '.bash_history:1: an Anthropic API key',
  ])
  expect(found.evidence[3]).toMatch(/^revoke it/)
})

test('in a large checkout the search ends, says so, and has looked at the likeliest first', async () => {
  await using world = await doctorWorld()
  world.scratch.write('project/z/.env', `KEY=${anthropic}\n`)
  for (let folder = 0; folder < 80; folder++)
    for (let file = 0; file < 100; file++) {
      if (file === 0) mkdirSync(world.scratch.path(`project/src/${folder}`), { recursive: true })
      writeFileSync(world.scratch.path(`project/src/${folder}/${file}.ts`), 'export {}\n')
    }
  git(world, 'init', '-q')
  git(world, 'add', '-A')
  const found = (await keysOf(world)) as unknown as { summary: string; evidence: readonly string[] }
  expect(found.summary).toContain('z/.env')
  expect(found.evidence.join('\n')).toMatch(/after \d+ files the search ended \(at most 6000 files, 64 MiB, 250 ms\)/)
})

test('--fix leaves an .env out of git, and that is taken back', async () => {
  await using world = await doctorWorld()
  world.scratch.write('project/.env', `KEY=${anthropic}\n`)
  git(world, 'init', '-q')
  const { text, code } = await world.doctor('--fix', '--yes')
  expect([code, world.scratch.read('project/.gitignore')]).toEqual([0, '/.env\n'])
  expect(text + world.said()).not.toContain('Canary7')
  expect(await keysOf(world)).toMatchObject({ status: 'ok' })
  expect(await world.undo()).toContain('is as it was')
  expect(await Bun.file(world.scratch.path('project/.gitignore')).exists()).toBe(false)
})
