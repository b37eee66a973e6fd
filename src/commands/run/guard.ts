/** The variable of the child, and of whatever it starts, by which the guard finds it when nobody could tell the number. */
export const runMark = 'WARMKEY_RUN'

/**
 * Watches over the child for the case that `run` is killed and cannot do so itself. It is a shell in a session of its
 * own, so that neither Ctrl-C nor a closed terminal reaches it, and it holds the reading end of a pipe: the end of the
 * pipe without a goodbye means that `run` is gone, and with it the gateway. The child is known by its start time as
 * well as its number, because numbers are used again. When `run` is killed between starting the child and telling its
 * number, the child is found by its mark (Linux; twice, because it may not have become itself yet).
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
end() {
  pid=$1 since=$2
  same || return
  [ "$told" ] || echo "warmkey: run was killed, so the command it had started is ended too: its key has died. Start both again." >&2
  told=yes
  kill -TERM "$pid"; kill -CONT "$pid"
  for second in 1 2 3 4 5; do sleep 1; same || return; done
  kill -KILL "$pid"
}
if read -r pid; then
  [ "$pid" = goodbye ] && exit 0
  since=$(born "$pid")
  read -r goodbye && exit 0
  end "$pid" "$since"
elif [ "$1" ]; then
  for time in 1 2; do
    for entry in /proc/[0-9]*; do
      grep -qsF "${runMark}=$1" "$entry/environ" && pid=\${entry#/proc/} && end "$pid" "$(born "$pid")"
    done
    [ "$told" ] || sleep 1
  done
fi
`

export interface Guard {
  /** Tells it which child to end. */
  watch(pid: number): Promise<void>
  /** Ends it; resolves when it is gone. */
  dismiss(): Promise<void>
}

/**
 * Starts the guard; on Windows, which has no /bin/sh, there is none.
 * @param mark Value of {@link runMark} in the child's environment; `''` when it has none.
 */
export function startGuard(platform: string, mark: string): Guard | null {
  if (platform === 'win32') return null
  const shell = Bun.spawn(['/bin/sh', '-c', script, 'warmkey-guard', mark], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
    detached: true,
  })
  const write = async (line: string) => {
    shell.stdin.write(`${line}\n`)
    await shell.stdin.flush()
  }
  return {
    // One that somebody killed cannot read.
    watch: (pid) => write(String(pid)).catch(() => {}),
    async dismiss() {
      await write('goodbye').catch(() => {})
      await Promise.resolve(shell.stdin.end()).catch(() => {})
      await shell.exited
    },
  }
}
