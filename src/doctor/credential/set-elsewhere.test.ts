import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { setElsewhere } from './set-elsewhere.ts'

const home = '/home/dev'
const of = (given: Parameters<typeof paperWorld>[0]) => setElsewhere(paperWorld(given))
const fixOf = (file: string, text: string, more: Parameters<typeof paperWorld>[0] = {}) =>
  of({ ...more, files: { [file]: text } })?.fix

test('scripts of shells, with export and without', () => {
  for (const line of [
    'export ANTHROPIC_API_KEY=a',
    'typeset -x ANTHROPIC_API_KEY=a',
    'ANTHROPIC_API_KEY=a\nexport ANTHROPIC_API_KEY',
  ])
    expect(fixOf(`${home}/.zshrc`, line)).toBe(`Type: . ${home}/.zshrc`)
  expect(fixOf(`${home}/.bashrc`, 'A=1\nANTHROPIC_AUTH_TOKEN=a')).toBe(
    `Write "export " before line 2 of ${home}/.bashrc, then type: . ${home}/.bashrc`,
  )
  expect(fixOf(`${home}/.bashrc`, '# ANTHROPIC_API_KEY=a\nMY_ANTHROPIC_API_KEY=a')).toBeUndefined()
})

test('fish, read by itself alone', () => {
  const file = `${home}/.config/fish/config.fish`
  expect(fixOf(file, 'set -gx ANTHROPIC_API_KEY a', { env: { SHELL: '/usr/bin/fish' } })).toBe(`Type: . ${file}`)
  expect(fixOf(file, 'set -gx ANTHROPIC_API_KEY a', { env: { SHELL: '/bin/bash' } })).toBe(
    `Type: export ANTHROPIC_API_KEY="$(fish -c 'echo $ANTHROPIC_API_KEY')"`,
  )
})

test('what is read at login, by systemd, by direnv, by launchd', () => {
  const line = 'ANTHROPIC_API_KEY=a\n'
  expect(fixOf('/etc/environment', line)).toBe('Type: set -a && . /etc/environment && set +a')
  expect(of({ files: { [`${home}/shop/.env`]: line } })).toMatchObject({
    summary: expect.stringContaining('which Claude Code does not read'),
    fix: `Type: set -a && . ${home}/shop/.env && set +a`,
  })
  expect(of({ env: { CLAUDE_API_KEY: 'canary' } })?.fix).toBe(
    'Type: export ANTHROPIC_API_KEY="$CLAUDE_API_KEY"; unset CLAUDE_API_KEY',
  )
  const conf = `${home}/.config/environment.d/50-key.conf`
  expect(fixOf(conf, line)).toBe(`Type: set -a && . ${conf} && set +a`)
  expect(of({ files: { [`${home}/.pam_environment`]: 'ANTHROPIC_API_KEY DEFAULT=a' } })).toMatchObject({
    summary: expect.stringContaining('read no more'),
    fix: 'Type: export ANTHROPIC_API_KEY=<your key>',
  })
  expect(fixOf(`${home}/shop/.envrc`, `export ${line}`)).toBe(`Type: . ${home}/shop/.envrc`)
  const agent = `${home}/Library/LaunchAgents/key.plist`
  const plist = '<string>setenv</string>\n<string>ANTHROPIC_API_KEY</string>'
  expect(fixOf(agent, plist, { platform: 'darwin' })).toBe(
    'Type: export ANTHROPIC_API_KEY="$(launchctl getenv ANTHROPIC_API_KEY)"',
  )
  expect(fixOf(agent, plist)).toBeUndefined()
})

test('a shell of sudo, and a terminal of VS Code', () => {
  expect(of({ env: { SUDO_USER: 'dev' } })).toMatchObject({
    summary: expect.stringContaining('sudo'),
    fix: 'Type: exit',
  })
  const files = { [`${home}/.profile`]: 'export ANTHROPIC_API_KEY=canary' }
  const found = of({ files, env: { TERM_PROGRAM: 'vscode' } })
  expect(found?.evidence.join()).toContain('VS Code was started with')
  expect(JSON.stringify(found)).not.toContain('canary')
  expect(of({})).toBeNull()
})
