/**
 * Watches over the child for the case that `run` is killed and cannot do so itself. It is a shell in a session of its
 * own, so that neither Ctrl-C nor a closed terminal reaches it, and it holds the reading end of a pipe: the end of the
 * pipe without a goodbye means that `run` is gone, and with it the gateway. The child is known by its start time as
 * well as its number, because numbers are used again.
 */
const script = `
born() {
  if [ -r "/proc/$1/stat" ]; then
    read -r line < "/proc/$1/stat" && set -- \${line##*) } && echo "\${20}"
  else
    ps -o lstart= -p "$1"
  fi 2>/dev/null
}
same() { kill -0 "$pid" 2>/dev/null && [ "$(born "$pid")" = "$since" ]; }
read -r pid || exit 0
since=$(born "$pid")
read -r goodbye && exit 0
same || exit 0
echo "warmkey: run was killed, so the command it had started is ended too: its key has died. Start both again." >&2
kill -TERM "$pid"; kill -CONT "$pid"
for second in 1 2 3 4 5; do sleep 1; same || exit 0; done
kill -KILL "$pid"
`

export interface Guard {
  /** Tells it which child to end. */
  watch(pid: number): Promise<void>
  /** Ends it; resolves when it is gone. */
  dismiss(): Promise<void>
}

/** Starts the guard; on Windows, which has no /bin/sh, there is none. */
export function startGuard(platform: string): Guard | null {
  if (platform === 'win32') return null
  const shell = Bun.spawn(['/bin/sh', '-c', script, 'warmkey-guard'], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
    detached: true,
  })
  let watching = false
  const write = async (line: string) => {
    shell.stdin.write(`${line}\n`)
    await shell.stdin.flush()
  }
  return {
    async watch(pid) {
      watching = true
      await write(String(pid)).catch(() => {})
    },
    async dismiss() {
      // A guard that never learned of a child ends with the pipe, without a goodbye; one that somebody killed cannot read it.
      if (watching) await write('goodbye').catch(() => {})
      await Promise.resolve(shell.stdin.end()).catch(() => {})
      await shell.exited
    },
  }
}
