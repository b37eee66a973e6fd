import type { Scratch } from './scratch.ts'

/** A terminal as a person sees it: a shell inside tmux. Nothing in it sleeps; what is awaited is what the screen shows. */
export interface Terminal extends AsyncDisposable {
  /** Types text, as it is. */
  type(text: string): Promise<void>
  /** Presses keys by tmux's names: `Enter`, `C-c`, `C-z`. */
  press(...keys: string[]): Promise<void>
  /** Types a line and Enter. */
  line(text: string): Promise<void>
  /** Everything on the screen now: lines that were wrapped are whole, trailing blanks are gone. */
  screen(): Promise<string>
  /** Resolves with the screen as soon as it holds this. */
  shows(what: string | RegExp): Promise<string>
  /** Resolves as soon as the screen no longer holds this. */
  hides(what: string | RegExp): Promise<string>
  resize(columns: number, rows: number): Promise<void>
}

/** What the shell of a {@link Terminal} says when it waits for a command. */
export const prompt = 'ready>'

/** After how long the screen is shown to whoever reads the test's result, instead of being waited for. */
const giveUpMs = 20_000

/** Opens a terminal of 100 × 30 with a bare shell in it, in this environment and no other. */
export async function openTerminal(
  scratch: Scratch,
  options: { readonly env: Readonly<Record<string, string>>; readonly cwd: string },
): Promise<Terminal> {
  const env = { TERM: 'xterm-256color', SHELL: '/bin/bash', LANG: 'C.UTF-8', ...options.env, PS1: `${prompt} ` }
  const socket = scratch.path('tmux')
  const tmux = async (...args: string[]): Promise<string> => {
    const child = Bun.spawn(['tmux', '-S', socket, '-f', '/dev/null', ...args], {
      env,
      cwd: options.cwd,
      stdout: 'pipe',
      stderr: 'pipe',
    })
    const [text, error, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
    if (code !== 0) throw new Error(`tmux ${args[0]}: ${error.trim()}`)
    return text
  }
  await tmux('new-session', '-d', '-x', '100', '-y', '30', 'bash', '--norc', '--noprofile', '-i')
  const screen = async () => (await tmux('capture-pane', '-p', '-J')).replace(/ +$/gm, '').trimEnd()
  const holds = (text: string, what: string | RegExp) =>
    typeof what === 'string' ? text.includes(what) : what.test(text)
  const until = async (what: string | RegExp, wanted: boolean) => {
    const givenUp = AbortSignal.timeout(giveUpMs)
    for (;;) {
      const text = await screen()
      if (holds(text, what) === wanted) return text
      if (givenUp.aborted)
        throw new Error(`the screen ${wanted ? 'never showed' : 'went on showing'} ${what}:\n${text}`)
    }
  }
  const terminal: Terminal = {
    type: async (text) => void (await tmux('send-keys', '-l', '--', text)),
    press: async (...keys) => void (await tmux('send-keys', ...keys)),
    async line(text) {
      await terminal.type(text)
      await terminal.press('Enter')
    },
    screen,
    shows: (what) => until(what, true),
    hides: (what) => until(what, false),
    resize: async (columns, rows) => void (await tmux('resize-window', '-x', String(columns), '-y', String(rows))),
    [Symbol.asyncDispose]: async () => void (await tmux('kill-server').catch(() => '')),
  }
  await terminal.shows(prompt)
  return terminal
}
