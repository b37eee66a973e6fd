import type { ClientWorld, ReadResult } from '../../src/clients/client.ts'

export interface Paper {
  /** Path → text, or anything else to be written as JSON. */
  files?: Record<string, unknown>
  env?: Record<string, string>
  policies?: { machine?: unknown; user?: unknown }
  platform?: string
  home?: string
  cwd?: string
}

const textOf = (value: unknown): ReadResult => {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  return typeof value === 'object' && 'unreadable' in value
    ? { unreadable: String(value.unreadable) }
    : JSON.stringify(value)
}

/** A machine made of paper, for what is a pure function of files and variables. Home `/home/dev`, directory `/home/dev/shop`. */
export function paperWorld(paper: Paper = {}): ClientWorld {
  const { files = {}, env = {}, policies = {}, platform = 'linux', home = '/home/dev', cwd = '/home/dev/shop' } = paper
  const separator = platform === 'win32' ? '\\' : '/'
  return {
    read: (path) => {
      if (path in files) return textOf(files[path])
      const isDirectory = Object.keys(files).some((file) => file.startsWith(path + separator))
      return isDirectory ? { unreadable: 'EISDIR' } : null
    },
    list: (directory) =>
      Object.keys(files)
        .filter((file) => file.startsWith(directory + separator))
        .map((file) => file.slice(directory.length + 1))
        .filter((name) => !name.includes(separator)),
    policies: { machine: textOf(policies.machine), user: textOf(policies.user) },
    env,
    home,
    platform,
    cwd,
  }
}
