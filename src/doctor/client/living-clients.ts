import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import type { ClientWorld } from '../../clients/client.ts'

/** A Claude Code that runs now. */
export interface LivingClient {
  readonly pid: number
  /** Such as `2.1.329`; `null` where its path does not say it. */
  readonly version: string | null
  /** Where it keeps its login; `null` where its environment cannot be read. */
  readonly configDirectory: string | null
}

/** From this version on they agree on who renews: https://github.com/anthropics/claude-code/blob/main/CHANGELOG.md */
const agreesSince = [2, 1, 211] as const

/** Whether this one renews without asking the others; a version that is not known is not suspected. */
export function renewsAlone({ version }: LivingClient): boolean {
  const parts = version?.split('.').map(Number) ?? []
  for (const [index, since] of agreesSince.entries()) {
    const part = parts[index]
    if (part === undefined || part === since) continue
    return part < since
  }
  return false
}

/** Those of this user, as `/proc` shows them; none on systems without it. Processes of containers are not seen from outside. */
export function livingClients(platform: string): LivingClient[] {
  if (platform !== 'linux') return []
  return processes().flatMap((name) => {
    const pid = /^\d+$/.test(name) ? Number(name) : null
    const exe = pid === null ? null : linkAt(`/proc/${pid}/exe`)
    if (pid === null || exe === null) return []
    const [, script = ''] = textAt(`/proc/${pid}/cmdline`).split('\0')
    const native = /(?:^|\/)claude(?: \(deleted\))?$|\/claude\/versions\/[^/]+$/.test(exe)
    const packaged = /^(.*\/@anthropic-ai\/claude-code)\/cli\.m?js$/.exec(script)?.[1]
    if (!native && packaged === undefined) return []
    const version =
      packaged === undefined
        ? (/(?:^|[/-])(\d+\.\d+\.\d+)(?:\/|$)/.exec(exe)?.[1] ?? null)
        : (/"version":\s*"([\d.]+)"/.exec(textAt(`${packaged}/package.json`))?.[1] ?? null)
    const env = environmentOf(textAt(`/proc/${pid}/environ`))
    return [{ pid, version, configDirectory: directoryOf(env, linkAt(`/proc/${pid}/cwd`)) }]
  })
}

function directoryOf(env: Readonly<Record<string, string>>, cwd: string | null): string | null {
  const { HOME: home } = env
  if (home === undefined) return null
  const directory = configDirectory({ env, home, platform: 'linux' } as ClientWorld)
  return pathsOf('linux').resolve(cwd ?? home, directory)
}

const environmentOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\0')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const)
      .filter(([name]) => name === 'HOME' || name === 'CLAUDE_CONFIG_DIR'),
  )

function processes(): string[] {
  try {
    return readdirSync('/proc')
  } catch {
    return []
  }
}

/** Empty where it may not be read, as with processes of other users. */
export function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function linkAt(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}

/**
 * The file or folder at which something from elsewhere is mounted, if it is this file or a folder above it up to `within`:
 * a container that was given the login of its host. `null` where nothing is.
 */
export function mountedAt(file: string, within: string, mountinfo: string): string | null {
  // Octal escapes: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html
  const points = mountinfo
    .split('\n')
    .map((line) =>
      (line.split(' ')[4] ?? '').replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
    )
  return (
    points.find((point) => point === file || (file.startsWith(`${point}/`) && point.startsWith(`${within}/`))) ?? null
  )
}
