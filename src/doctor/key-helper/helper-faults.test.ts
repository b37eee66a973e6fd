import { describe, expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { faultOfHelper } from './helper-faults.ts'
import type { HelperRun } from './helper-run.ts'

const quiet: HelperRun = {
  end: 'exited',
  code: 0,
  signal: null,
  waits: null,
  stderr: '',
  elapsedMs: 10,
  lines: 0,
  keyLine: null,
  characters: 0,
  complaint: '',
  key: null,
}
const faultOf = (run: Partial<HelperRun>, command = 'get-key', { files = {} }: Paper = {}) =>
  faultOfHelper(
    { ...quiet, ...run },
    {
      command,
      place: '/home/dev/.claude/settings.json',
      env: { PATH: '/nowhere' },
      world: paperWorld({ files }),
    },
  )

describe('what a helper is about', () => {
  test.each([
    ['reads stdin', faultOf({ end: 'aborted', code: null, waits: 'stdin' }), /its stdin/, /<\/dev\/null/],
    ['reads the terminal', faultOf({ end: 'aborted', code: null, waits: 'terminal' }), /terminal/, /asks nobody/],
    [
      'wants a terminal',
      faultOf({ code: 2, stderr: 'x: 2: cannot open /dev/tty: No such device or address' }),
      /terminal/,
      /asks nobody/,
    ],
    ['was killed', faultOf({ end: 'killed', code: null, signal: 'SIGKILL' }), /SIGKILL/, /Type: sh -c/],
    ['was killed behind sh', faultOf({ code: 137 }), /memory/, /Type: sh -c/],
    [
      'lacks vault',
      faultOf({ code: 127, stderr: '/bin/sh: 1: vault: not found' }),
      /needs vault/,
      /developer\.hashicorp\.com/,
    ],
    [
      'lacks secret-tool',
      faultOf({ code: 127, stderr: 'bash: line 1: secret-tool: command not found' }),
      /needs secret-tool/,
      /apt-get install libsecret-tools/,
    ],
    [
      'lacks op, and jq ends well',
      faultOf({ stderr: './k.sh: line 2: op: command not found' }),
      /needs op/,
      /1password/,
    ],
    [
      'lacks a name of the shell',
      faultOf({ code: 127, stderr: 'sh: 1: mykey: not found' }, 'mykey', {
        files: { '/home/dev/.zshrc': 'alias mykey="pass show claude"' },
      }),
      /name of your own shell \(\/home\/dev\/\.zshrc\)/,
      /the command that mykey stands for/,
    ],
    ['has a quoted ~', faultOf({ code: 127 }, '"~/bin/get key" --all'), /~ in quotes/, /"\$HOME\/bin\/get key" --all/],
    [
      'has line ends of Windows',
      faultOf({ code: 127 }, '~/k.sh', { files: { '/home/dev/k.sh': '#!/bin/sh\r\necho k\r\n' } }),
      /Windows/,
      /perl -pi -e/,
    ],
    [
      'lacks its interpreter',
      faultOf({ code: 127 }, '/opt/k', { files: { '/opt/k': '#!/usr/bin/env -S nodexyz --quiet\n' } }),
      /needs nodexyz, which the first line of \/opt\/k/,
      /Install nodexyz/,
    ],
  ])('%s', (_, fault, summary, fix) => {
    expect(fault?.summary).toMatch(summary)
    expect(fault?.fix).toMatch(fix)
  })

  test('a command that holds a key is not repeated', () => {
    const command = '"~/bin/get key" --token=made-up-0123456789'
    for (const fault of [
      faultOf({ code: 127 }, command),
      faultOf({ end: 'aborted', code: null, waits: 'stdin' }, command),
    ])
      expect(JSON.stringify(fault)).not.toContain('made-up')
  })

  test('nothing is known of an exit code alone', () => {
    expect(faultOf({ code: 3, stderr: 'denied' })).toBeNull()
    expect(faultOf({})).toBeNull()
    expect(faultOf({ code: 127, stderr: 'no such key' })).toBeNull()
    expect(faultOf({ end: 'too-long', code: null })).toBeNull()
  })
})
