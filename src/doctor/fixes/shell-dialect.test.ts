import { describe, expect, test } from 'bun:test'
import { needs } from '../../../test/kit/parts.ts'
import { inTheirShell } from './shell-dialect.ts'

const fish = { platform: 'linux', env: { SHELL: '/usr/bin/fish' } }
const powershell = { platform: 'win32', env: {} }
const tcsh = { platform: 'darwin', env: { SHELL: '/bin/tcsh' } }

const fixes = [
  'Type: unset ANTHROPIC_API_KEY',
  'Type: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY && claude auth login',
  'Type: export ANTHROPIC_BASE_URL=https://llm.example/x; unset ALL_PROXY',
  "Type: export NO_PROXY='127.0.0.1, localhost'",
  "Type: export NAME='it'\\''s'",
  'Make a new key at https://platform.claude.com/settings/keys, then type: export ANTHROPIC_API_KEY=<the new key>',
  'Type: export ANTHROPIC_API_KEY="$ANTHROPIC_AUTH_TOKEN"; unset ANTHROPIC_AUTH_TOKEN',
  'Type: export TOKEN="$(az account get-access-token --query accessToken -o tsv)"',
]

test.each([
  [
    'fish',
    fish,
    [
      'Type: set -e ANTHROPIC_API_KEY',
      'Type: set -e AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY && claude auth login',
      'Type: set -gx ANTHROPIC_BASE_URL https://llm.example/x; set -e ALL_PROXY',
      "Type: set -gx NO_PROXY '127.0.0.1, localhost'",
      "Type: set -gx NAME 'it\\'s'",
      "Make a new key at https://platform.claude.com/settings/keys, then type: set -gx ANTHROPIC_API_KEY '<the new key>'",
      'Type: set -gx ANTHROPIC_API_KEY "$ANTHROPIC_AUTH_TOKEN"; set -e ANTHROPIC_AUTH_TOKEN',
      'Type: set -gx TOKEN (az account get-access-token --query accessToken -o tsv)',
    ],
  ],
  [
    'PowerShell',
    powershell,
    [
      'Type: Remove-Item Env:ANTHROPIC_API_KEY',
      'Type: Remove-Item Env:AWS_ACCESS_KEY_ID, Env:AWS_SECRET_ACCESS_KEY; claude auth login',
      "Type: $env:ANTHROPIC_BASE_URL = 'https://llm.example/x'; Remove-Item Env:ALL_PROXY",
      "Type: $env:NO_PROXY = '127.0.0.1, localhost'",
      "Type: $env:NAME = 'it''s'",
      "Make a new key at https://platform.claude.com/settings/keys, then type: $env:ANTHROPIC_API_KEY = '<the new key>'",
      'Type: $env:ANTHROPIC_API_KEY = $env:ANTHROPIC_AUTH_TOKEN; Remove-Item Env:ANTHROPIC_AUTH_TOKEN',
      'Type: $env:TOKEN = $(az account get-access-token --query accessToken -o tsv)',
    ],
  ],
  [
    'tcsh',
    tcsh,
    [
      'Type: unsetenv ANTHROPIC_API_KEY',
      'Type: unsetenv AWS_ACCESS_KEY_ID; unsetenv AWS_SECRET_ACCESS_KEY && claude auth login',
      'Type: setenv ANTHROPIC_BASE_URL https://llm.example/x; unsetenv ALL_PROXY',
      "Type: setenv NO_PROXY '127.0.0.1, localhost'",
      "Type: setenv NAME 'it'\\''s'",
      "Make a new key at https://platform.claude.com/settings/keys, then type: setenv ANTHROPIC_API_KEY '<the new key>'",
      'Type: setenv ANTHROPIC_API_KEY "$ANTHROPIC_AUTH_TOKEN"; unsetenv ANTHROPIC_AUTH_TOKEN',
      'Type: setenv TOKEN `az account get-access-token --query accessToken -o tsv`',
    ],
  ],
])('a fix as %s takes it', (_, world, told) => expect(fixes.map((fix) => inTheirShell(fix, world))).toEqual(told))

describe('it stays as it is', () => {
  test.each([
    ["for a shell of sh's kind", 'linux', '/bin/zsh', 'Type: unset ANTHROPIC_API_KEY'],
    ['for Git Bash on Windows', 'win32', '/usr/bin/bash', 'Type: unset ANTHROPIC_API_KEY'],
    ['where nothing is typed', 'linux', '/bin/fish', 'Remove ANTHROPIC_API_KEY from ~/.claude/settings.json.'],
    ['where nothing is set', 'linux', '/bin/fish', 'Type: chmod +x ~/bin/mint-key'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: words of sh
    ['where that shell has no words for it', 'linux', '/bin/fish', 'Type: export A="${A#?}"'],
    ['where a pipe makes the value', 'linux', '/bin/fish', 'Type: export A="$(printf %s "$A" | tr -d x)"'],
  ])('%s', (_, platform, shell, fix) => expect(inTheirShell(fix, { platform, env: { SHELL: shell } })).toBe(fix))
})

needs('fish')('a real fish does what sh would have done', async () => {
  const typed = fixes
    .slice(2, 5)
    .map((fix) => inTheirShell(fix, fish).replace('Type: ', ''))
    .join('; ')
  const child = Bun.spawn(['fish', '--no-config', '-c', `${typed}; env`], {
    env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent', ALL_PROXY: 'socks5://127.0.0.1:1' },
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const lines = (await child.stdout.text()).split('\n')
  expect(lines).toContain('ANTHROPIC_BASE_URL=https://llm.example/x')
  expect(lines).toContain('NO_PROXY=127.0.0.1, localhost')
  expect(lines).toContain("NAME=it's")
  expect(lines.filter((line) => line.startsWith('ALL_PROXY'))).toEqual([])
})
