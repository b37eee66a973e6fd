/** A network of its own, in which links, addresses and routes are what a test says. The files are the machine's. */
const unshare = ['unshare', '--net', '--mount', '--map-root-user', '--propagation', 'private']

/** A link on which everything is lost. Kernels differ in which kinds they have. */
export const link = (name: string, address: string): string =>
  `(ip link add ${name} type dummy || ip link add ${name} type ifb) 2>/dev/null; ip addr add ${address} dev ${name}; ip link set ${name} up`

export const canNetwork = (): boolean =>
  process.platform === 'linux' &&
  Bun.spawnSync([...unshare, 'sh', '-ec', link('try0', '192.0.2.2/24')], { stderr: 'ignore' }).exitCode === 0

export interface OwnNetwork extends AsyncDisposable {
  /** Put before a command, it runs there, in this directory. */
  readonly inside: (cwd: string) => readonly string[]
}

/** `script` is for `sh -e`; loopback is up already. Throws with its words when it fails. */
export async function ownNetwork(script: string): Promise<OwnNetwork> {
  const child = Bun.spawn([...unshare, 'sh', '-ec', `ip link set lo up\n${script}\necho ready\nexec cat`], {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const first = await child.stdout.getReader().read()
  if (first.value === undefined) throw new Error(`the network was not made: ${await child.stderr.text()}`)
  return {
    inside: (cwd) => [
      'nsenter',
      '--user',
      '--net',
      '--mount',
      '--preserve-credentials',
      `--wdns=${cwd}`,
      `--target=${child.pid}`,
    ],
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await child.exited
    },
  }
}

/** Whatever is sent to anywhere but loopback is lost without a word. */
export const blackHole = `${link('hole', '192.0.2.2/24')}; ip route add default dev hole`
