/**
 * `run` in a terminal, as a person sees it: the tool behind it behaves as it does without us, Ctrl-C, Ctrl-Z, `fg` and
 * the size of the window included, and the shell gets its terminal back whatever happens.
 */
import { afterAll, describe, expect, setDefaultTimeout } from 'bun:test'
import { readdirSync } from 'node:fs'
import { startEmulator } from '../../emulator/emulator.ts'
import { claudeBinary } from '../kit/clients.ts'
import { clientEnv, warmkey } from '../kit/living-client.ts'
import { needs } from '../kit/parts.ts'
import { isRunning } from '../kit/processes.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'
import { openTerminal, prompt, type Terminal } from '../kit/terminal.ts'
import { until } from '../kit/until.ts'

setDefaultTimeout(60_000)

const upstream = await startEmulator()
afterAll(() => upstream.close())
upstream.accept('real-token-0123456789')

const env = (scratch: Scratch, more: Record<string, string> = {}) =>
  clientEnv(scratch, { ANTHROPIC_AUTH_TOKEN: 'real-token-0123456789', ANTHROPIC_BASE_URL: upstream.url, ...more })

/** `run`, the tool whose arguments name this scratch directory, and whatever else `run` has started. */
function family(scratch: Scratch): number[] {
  const processes = Bun.spawnSync(['ps', '-eo', 'pid=,ppid=,args='])
    .stdout.toString()
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }]
    })
  const runs = processes.filter(({ args }) => args.includes('/src/main.ts run'))
  const tool = processes.find(
    ({ parent, args }) => args.includes(scratch.root) && runs.some(({ pid }) => pid === parent),
  )
  if (tool === undefined) return []
  return [tool.parent, ...processes.filter(({ parent }) => parent === tool.parent).map(({ pid }) => pid)]
}

const gone = (pids: readonly number[]): Promise<void> => until(() => !pids.some(isRunning))

/** Whether the tool runs and has the terminal. */
const isInFront = (tool: string): boolean =>
  Bun.spawnSync(['ps', '-eo', 'stat=,args='])
    .stdout.toString()
    .split('\n')
    .some((line) => /^[SR]\S*\+/.test(line) && line.endsWith(`/bin/sh ${tool}`))

async function openShell(scratch: Scratch, more: Record<string, string> = {}): Promise<Terminal> {
  scratch.write('project/readme', '')
  return openTerminal(scratch, { env: env(scratch, more), cwd: scratch.path('project') })
}

/** The prompt, and nothing behind it. */
const waits = new RegExp(`${prompt}$`)

describe('a tool that leaves the terminal as it is', () => {
  needs('tmux')('Ctrl-C is for the tool, which may take it and go on', async () => {
    using scratch = makeScratch()
    const tool = scratch.write(
      'tool',
      '#!/bin/sh\ntrap "echo took it" INT\necho up now\nwhile ! read line; do :; done\necho "read $line"\nexit 9\n',
      0o700,
    )
    await using terminal = await openShell(scratch)
    await terminal.line(`${warmkey} run -- ${tool}; echo "code $?"`)
    await terminal.shows('up now')
    await terminal.press('C-c')
    await terminal.shows('took it')
    await terminal.line('hello')
    expect(await terminal.shows(/code \d/)).toContain('read hello\ncode 9')
  })

  needs('tmux')('Ctrl-C that ends the tool ends us, and a script around us, as without us', async () => {
    using scratch = makeScratch()
    await using terminal = await openShell(scratch)
    const script = scratch.write(
      'script',
      `#!/bin/bash\n${warmkey} run -- sh -c 'echo up"" now; exec sleep 600'\necho "went on"\n`,
      0o700,
    )
    await terminal.line(`${script}; echo "code $?"`)
    await terminal.shows('up now')
    await terminal.press('C-c')
    await terminal.shows(waits)
    const screen = await terminal.screen()
    // A shell that sees its command end by SIGINT stops the whole line.
    expect([screen.includes('went on'), screen.includes('code 0')]).toEqual([false, false])
  })

  needs('tmux')('Ctrl-\\ ends tool and run by SIGQUIT', async () => {
    using scratch = makeScratch()
    await using terminal = await openShell(scratch)
    await terminal.line(`ulimit -c 0; ${warmkey} run -- sh -c 'echo up"" now; exec sleep 600'; echo "code $?"`)
    await terminal.shows('up now')
    await terminal.press('C-\\')
    await terminal.shows('code 131')
  })

  needs('tmux')('Ctrl-Z gives the terminal to the shell, fg gives it back, twice', async () => {
    using scratch = makeScratch()
    const tool = scratch.write(
      'tool',
      '#!/bin/sh\necho up now\nwhile read line; do echo "read $line"; done\nexit 4\n',
      0o700,
    )
    await using terminal = await openShell(scratch)
    await terminal.line(`${warmkey} run -- ${tool}`)
    await terminal.shows('up now')
    for (const round of ['one', 'two']) {
      await terminal.press('C-z')
      await terminal.shows(waits)
      await terminal.line('clear; jobs -l')
      await terminal.shows(/Stopped/)
      await terminal.line('fg')
      // Until the shell has handed the terminal over, it would take the next line for itself.
      await until(() => isInFront(tool))
      await terminal.line(round)
      await terminal.shows(`read ${round}`)
    }
    await terminal.press('C-d')
    await terminal.line('echo "code $?"')
    await terminal.shows('code 4')
  })

  needs('tmux')('a tool that stops itself alone gives the terminal to the shell, too', async () => {
    using scratch = makeScratch()
    await using terminal = await openShell(scratch)
    await terminal.line(`${warmkey} run -- sh -c 'echo up"" now; kill -STOP $$; echo "goes on"; exit 3'`)
    await terminal.shows(/Stopped[\s\S]*ready>$/)
    await terminal.line('clear; fg; echo "code $?"')
    await terminal.shows(/goes on\s+code 3/)
  })

  needs('tmux')('a tool that ignores Ctrl-Z is not left alone with the terminal', async () => {
    using scratch = makeScratch()
    await using terminal = await openShell(scratch)
    await terminal.line(`${warmkey} run -- sh -c 'trap "" TSTP; echo up"" now; read line; echo "read $line"'`)
    await terminal.shows('up now')
    await terminal.press('C-z')
    await terminal.line('hello')
    expect(await terminal.shows('read hello')).not.toContain('Stopped')
  })

  needs('tmux')('in the background it stops when it wants to read, and goes on in front', async () => {
    using scratch = makeScratch()
    const tool = scratch.write('tool', '#!/bin/sh\nread line\necho "read $line"\n', 0o700)
    await using terminal = await openShell(scratch)
    await terminal.line(`${warmkey} run -- ${tool} &`)
    await terminal.line('until [ "$(jobs -s)" ]; do :; done; echo it "stopped"')
    await terminal.shows('it stopped')
    await terminal.line('fg')
    await until(() => isInFront(tool))
    await terminal.line('hello')
    await terminal.shows('read hello')
  })

  needs('tmux')('kill -9 of run gives the shell its terminal, ends the tool and says so', async () => {
    using scratch = makeScratch()
    await using terminal = await openShell(scratch)
    await terminal.line(`${warmkey} run -- sh -c 'echo up"" now $PPID; exec sleep 600'`)
    const [, pid] = /up now (\d+)/.exec(await terminal.shows(/up now \d+/)) ?? []
    process.kill(Number(pid), 'SIGKILL')
    const screen = await terminal.shows('Start both again.')
    expect(screen).toContain(
      'warmkey: run was killed, so the command it had started is ended too: its key has died. Start both again.',
    )
    await terminal.line('clear; echo still "here"')
    await terminal.shows('still here')
  })

  needs('tmux')('a terminal that is closed takes everything with it', async () => {
    using scratch = makeScratch()
    const tool = scratch.write('tool', '#!/bin/sh\necho up now\nexec tail -f /dev/null "$0"\n', 0o700)
    const terminal = await openShell(scratch)
    await terminal.line(`${warmkey} run -- ${tool}`)
    await terminal.shows('up now')
    const processes = family(scratch)
    expect(processes.length).toBeGreaterThanOrEqual(3)
    await terminal[Symbol.asyncDispose]()
    await gone(processes)
  })
})

describe('a question', () => {
  const helper = (scratch: Scratch) => {
    const path = scratch.write('mint', `#!/bin/sh\ntouch '${scratch.path('ran')}'\necho real-token-0123456789\n`, 0o700)
    scratch.write(
      'project/.claude/settings.json',
      JSON.stringify({ apiKeyHelper: path, env: { ANTHROPIC_BASE_URL: upstream.url } }),
    )
    scratch.write('bin/claude', '#!/bin/sh\necho up now\n', 0o700)
  }
  const start = `${warmkey} run -- claude`
  const more = (scratch: Scratch) => ({
    ANTHROPIC_AUTH_TOKEN: '',
    ANTHROPIC_BASE_URL: '',
    PATH: `${scratch.path('bin')}:/usr/bin:/bin`,
  })

  needs('tmux')('no: nothing is run, and one sentence says how to change that', async () => {
    using scratch = makeScratch()
    helper(scratch)
    await using terminal = await openShell(scratch, more(scratch))
    await terminal.line(start)
    const asked = await terminal.shows('Use it, now and from here on? [y/N]')
    expect(asked.replaceAll('\n', '')).toContain(`${scratch.path('mint')}`)
    await terminal.line('n')
    await terminal.shows('--trust-project')
    expect(await terminal.screen()).not.toContain('up now')
    expect(await Bun.file(scratch.path('ran')).exists()).toBe(false)
  })

  needs('tmux')('yes, to the command and to the address: it starts, and is not asked again', async () => {
    using scratch = makeScratch()
    helper(scratch)
    await using terminal = await openShell(scratch, more(scratch))
    await terminal.line(start)
    await terminal.shows(/obtain the key with this command[\s\S]*\[y\/N\]$/)
    await terminal.line('y')
    await terminal.shows(/wants requests to go to[\s\S]*\[y\/N\]$/)
    await terminal.line('yes')
    await terminal.shows('up now')
    await terminal.line(`clear; ${start}; echo "code $?"`)
    expect(await terminal.shows('code 0')).not.toContain('[y/N]')
  })

  needs('tmux')('Ctrl-C at the question starts nothing', async () => {
    using scratch = makeScratch()
    helper(scratch)
    await using terminal = await openShell(scratch, more(scratch))
    await terminal.line(start)
    await terminal.shows('[y/N]')
    await terminal.press('C-c')
    await terminal.line('echo "code $?"')
    expect(await terminal.shows('code 130')).not.toContain('up now')
  })
})

describe('Claude Code 2.1.329', () => {
  const client = claudeBinary('2.1.329') ?? ''

  /** A home in which the client has been used before, so that it does not begin with questions. */
  async function openClient(scratch: Scratch): Promise<Terminal> {
    const projects = { [scratch.path('project')]: { hasTrustDialogAccepted: true } }
    scratch.write('home/.claude.json', JSON.stringify({ hasCompletedOnboarding: true, theme: 'dark', projects }))
    scratch.write('bin/claude', `#!/bin/sh\nexec '${client}' "$@"\n`, 0o700)
    const terminal = await openShell(scratch, { PATH: `${scratch.path('bin')}:/usr/local/bin:/usr/bin:/bin` })
    await terminal.line(`${warmkey} run -- claude; echo "code $?"`)
    await terminal.shows('/effort')
    return terminal
  }

  const asks = async (terminal: Terminal, text: string) => {
    await terminal.type(text)
    // The client takes text and Enter that arrive at once for a paste.
    await terminal.shows(new RegExp(`❯\\s${text}`))
    await terminal.press('Enter')
    return terminal.shows(`You said: ${text}`)
  }

  needs('tmux', 'claude-2.1.329')(
    'prompt, window, Ctrl-Z and fg, prompt, exit: as without us, and nothing stays',
    async () => {
      using scratch = makeScratch()
      await using terminal = await openClient(scratch)
      const processes = family(scratch)
      // The client, the guard, and run itself.
      expect(processes.length).toBeGreaterThanOrEqual(3)
      await asks(terminal, 'first')
      await terminal.resize(70, 24)
      await terminal.shows(/^─{70}$/m)

      await terminal.press('C-z')
      await terminal.shows(/Claude Code is suspended[\s\S]*Stopped[\s\S]*ready>$/)
      await terminal.line('clear; echo the shell is "mine"')
      await terminal.shows('the shell is mine')
      await terminal.line('fg')
      await asks(terminal, 'second')

      await terminal.press('C-c')
      await terminal.shows('Press Ctrl-C again to exit')
      await terminal.press('C-c')
      await terminal.shows(waits)
      expect(
        upstream.seen.filter(({ method, status }) => method === 'POST' && status === 200).length,
      ).toBeGreaterThanOrEqual(2)
      await gone(processes)
      expect(readdirSync(scratch.path('state/warmkey/runs'))).toEqual([])
    },
  )

  needs('tmux', 'claude-2.1.329')(
    'Ctrl-C during an answer ends the answer, upstream too, and nothing else',
    async () => {
      using scratch = makeScratch()
      await using terminal = await openClient(scratch)
      upstream.clearSeen()
      upstream.script({ kind: 'stream', beforeDelta: (index) => (index > 8 ? new Promise(() => {}) : undefined) })
      await terminal.type('endless')
      await terminal.shows(/❯\sendless/)
      await terminal.press('Enter')
      await upstream.when((seen) => seen.length > 0)
      await terminal.shows(/^●/m)
      await terminal.press('C-c')
      await terminal.shows('Interrupted')
      await upstream.when((seen) => seen.some(({ aborted }) => aborted === true))
      await asks(terminal, 'again')
      await terminal.line('/exit')
      await terminal.shows('code 0')
    },
  )
})
