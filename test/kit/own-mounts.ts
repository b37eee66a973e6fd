/** A place where the file system is another: a full disk, a file of hosts that lies. Everything else is the machine's. */
const unshare = ['unshare', '--mount', '--map-root-user', '--propagation', 'private']

export const canMount = (): boolean =>
  process.platform === 'linux' && Bun.spawnSync([...unshare, 'true'], { stderr: 'ignore' }).exitCode === 0

export interface OwnMounts extends AsyncDisposable {
  /** Put before a command, it runs there, in this directory. */
  readonly inside: (cwd: string) => readonly string[]
  /** Where a path of that place is to be read from here. */
  readonly path: (path: string) => string
}

/** `script` is for `sh -e` and mounts what it likes. Throws with its words when it fails. */
export async function ownMounts(script: string): Promise<OwnMounts> {
  const child = Bun.spawn([...unshare, 'sh', '-ec', `${script}\necho ready\nexec cat`], {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const first = await child.stdout.getReader().read()
  if (first.value === undefined) throw new Error(`mounting failed: ${await child.stderr.text()}`)
  return {
    inside: (cwd) => [
      'nsenter',
      '--user',
      '--mount',
      '--preserve-credentials',
      `--wdns=${cwd}`,
      `--target=${child.pid}`,
    ],
    path: (path) => `/proc/${child.pid}/root${path}`,
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await child.exited
    },
  }
}
