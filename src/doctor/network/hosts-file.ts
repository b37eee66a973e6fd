import type { ClientWorld } from '../../clients/client.ts'

/** A line of the file of hosts that gives a name an address. */
export interface HostsLine {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly address: string
}

/** The first line of this machine's file of hosts that names this host; `null` for none. */
export function hostsLine({ read, platform, env }: ClientWorld, host: string): HostsLine | null {
  const file = platform === 'win32' ? `${env.SystemRoot ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts` : '/etc/hosts'
  const text = read(file)
  if (typeof text !== 'string') return null
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [address, ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/)
    if (address !== undefined && names.some((name) => name.toLowerCase() === host.toLowerCase()))
      return { file, line: index + 1, address }
  }
  return null
}

/** What takes that line out again. */
export const withoutLine = ({ platform }: ClientWorld, { file, line }: HostsLine): string =>
  platform === 'win32'
    ? `Remove line ${line} of ${file}.`
    : `Type: sudo sed -i${platform === 'darwin' ? " ''" : ''} ${line}d ${file}`
