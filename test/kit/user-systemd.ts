/**
 * A systemd that serves one user, as after a login, on a machine that was not booted by systemd: in a mount namespace of
 * its own, where /run belongs to it. Everything else (network, processes, files) is the machine's.
 */
import { missing } from './parts.ts'
import { until } from './until.ts'

const runtime = '/run/user/0'
const manager = '/lib/systemd/systemd'

export interface UserSystemd extends AsyncDisposable {
  /** Put before a command, it runs where this systemd is the user's. */
  readonly inside: readonly string[]
  /** What such a command needs in its environment. */
  readonly env: Readonly<Record<string, string>>
}

export const withoutSystemd = (): boolean => missing('systemd')

/** As at a login: starts what the user has enabled. Its end is that of a shutdown: everything is asked to end first. */
export async function userSystemd(env: Readonly<Record<string, string>>): Promise<UserSystemd> {
  const script = `mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system ${runtime} && chmod 700 ${runtime} && exec ${manager} --user`
  const own = { ...env, XDG_RUNTIME_DIR: runtime }
  const process_ = Bun.spawn(['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script], {
    env: own,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'ignore',
  })
  const inside = ['nsenter', `--mount=/proc/${process_.pid}/ns/mnt`]
  const ready = () => Bun.spawnSync([...inside, 'systemctl', '--user', 'show-environment'], { env: own }).exitCode === 0
  await until(() => {
    if (process_.exitCode !== null) throw new Error(`systemd --user ended with ${process_.exitCode}`)
    return ready()
  })
  return {
    inside,
    env: { XDG_RUNTIME_DIR: runtime },
    async [Symbol.asyncDispose]() {
      process_.kill('SIGTERM')
      await process_.exited
    },
  }
}
