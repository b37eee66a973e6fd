import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { makeScratch } from '../../../test/kit/scratch.ts'
import {
  findClient,
  isHelperRun,
  linuxProcesses,
  type ProcessTable,
  processesIn,
  processesOf,
} from './client-process.ts'

/** A chain from the nearest parent (pid 10, then 11, …) upwards. */
const chain = (...names: string[]): ProcessTable => ({
  look: (pid) => {
    const name = names[pid - 10]
    return name === undefined ? null : { pid, parent: pid + 1, name, startedAt: `s${pid}` }
  },
})

describe('the client', () => {
  for (const [names, pid] of [
    [['dash', 'dash', 'claude', 'zsh', 'tmux'], 12],
    [['sh', 'env', 'timeout', '2.1.329', 'bash'], 13],
    [['bash', 'python3', 'dash', 'claude'], 13],
    [['dash', 'claude', 'bash', 'claude'], 11],
    [['dash', 'node', 'zsh', 'login'], 11],
    [['zsh', 'tmux: server'], 11],
    [['sh', 'bash'], null],
    [[], null],
    [Array.from({ length: 40 }, () => 'sh'), null],
  ] as const) {
    test(`of ${names.slice(0, 5).join(' ← ') || 'nobody'} is ${pid}`, async () => {
      expect(await findClient(10, chain(...names))).toEqual(pid === null ? null : { pid, startedAt: `s${pid}` })
    })
  }

  test('is never the first process of the system', async () => {
    expect(await findClient(1, { look: (pid) => ({ pid, parent: 0, name: 'init', startedAt: '0' }) })).toBeNull()
  })
})

describe('a run of the helper', () => {
  for (const [env, expected] of [
    [{ AI_AGENT: 'claude-code_2-1-329_harness', CLAUDE_CODE_ENTRYPOINT: 'cli' }, true],
    [{ AI_AGENT: 'claude-code_2-1-329_harness', CLAUDECODE: '1' }, true],
    [{ AI_AGENT: 'claude-code_2-1-329_agent', CLAUDECODE: '1', CLAUDE_CODE_ENTRYPOINT: 'cli' }, false],
    [{ CLAUDE_CODE_ENTRYPOINT: 'cli' }, true],
    [{ CLAUDE_CODE_ENTRYPOINT: 'cli', CLAUDECODE: '1' }, false],
    [{ AI_AGENT: 'other_1_harness' }, false],
    [{}, false],
  ] as const) {
    test(`${JSON.stringify(env)}: ${expected}`, () => expect(isHelperRun(env)).toBe(expected))
  }
})

const { pid } = process

test.skipIf(process.platform !== 'linux')('a real chain of shells leads to this process', async () => {
  using scratch = makeScratch()
  // A second command keeps a shell from replacing itself.
  const program = `import { findClient, linuxProcesses } from ${JSON.stringify(join(import.meta.dir, 'client-process.ts'))}
    console.log(JSON.stringify(await findClient(process.ppid, linuxProcesses)))`
  const script = scratch.write(
    'get key (1).sh',
    `#!/bin/sh\n"${process.execPath}" '${scratch.write('ask.ts', program)}'\n:\n`,
    0o700,
  )
  const child = Bun.spawn(['/bin/sh', '-c', `'${script}'; :`], { stdout: 'pipe' })
  const expected = await linuxProcesses.look(pid)
  expect(JSON.parse(await child.stdout.text())).toEqual({ pid, startedAt: expected?.startedAt })
  expect(await linuxProcesses.look(2 ** 30)).toBeNull()
})

test('what ps prints is read as what it means', async () => {
  const table = processesIn(
    [
      '    1     0 Sat Nov 21 09:08:12 2026     /sbin/launchd',
      '  812     1 Sat Nov  1 09:10:00 2026     -zsh',
      '  900   812 Sat Nov 21 10:10:10 2026     /Users/dev/Some Folder/claude',
      'no line of a process',
    ].join('\n'),
  )
  expect(table.look(812)).toEqual({ pid: 812, parent: 1, name: 'zsh', startedAt: 'Sat Nov 1 09:10:00 2026' })
  expect(await findClient(900, table)).toEqual({ pid: 900, startedAt: 'Sat Nov 21 10:10:10 2026' })
  expect(table.look(7)).toBeNull()
})

test.skipIf(!['linux', 'darwin'].includes(process.platform))('the real ps is read', () => {
  // The way of macOS works on Linux, too.
  expect(processesOf('darwin')?.look(pid)).toMatchObject({ pid, parent: process.ppid })
})

test('on Windows nobody is found', () => expect(processesOf('win32')).toBeNull())
