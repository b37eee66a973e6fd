import { expect, test } from 'bun:test'
import { identityOfEnv } from './run-environment.ts'

const base = { HOME: '/home/dev', PATH: '/usr/bin', VAULT_ADDR: 'https://vault.example' }

test.each([
  ['another terminal', { TERM: 'xterm', TMUX_PANE: '%3', WINDOWID: '77', ITERM_SESSION_ID: 'x', SHLVL: '4' }],
  ['another directory', { PWD: '/somewhere', OLDPWD: '/elsewhere', _: '/usr/bin/env' }],
  ['a login over SSH', { SSH_TTY: '/dev/pts/4', SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }],
])('%s is the same environment', (_, more) => {
  expect(identityOfEnv({ ...base, ...more })).toBe(identityOfEnv(base))
})

test.each([
  ['another account', { AWS_PROFILE: 'production' }],
  ['another vault', { VAULT_ADDR: 'https://other.example' }],
  ['another token', { VAULT_TOKEN: 'x' }],
  ['another home', { HOME: '/home/other' }],
  ['an agent of one’s own', { SSH_AUTH_SOCK: '/run/agent' }],
])('%s is another', (_, more) => {
  expect(identityOfEnv({ ...base, ...more })).not.toBe(identityOfEnv(base))
})

test('the order of variables and those that are not set do not count', () => {
  expect(identityOfEnv({ B: '2', A: '1', C: undefined })).toBe(identityOfEnv({ A: '1', B: '2' }))
  expect(identityOfEnv({ A: '1=B' })).not.toBe(identityOfEnv({ 'A=1': 'B' }))
})
