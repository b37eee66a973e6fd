import { join } from 'node:path'
import type { ClientWorld } from '../../clients/client.ts'
import { readSmall } from '../files/small-file.ts'

/** Scripts in which shells define aliases and functions. */
const scripts = [
  '.bashrc',
  '.bash_aliases',
  '.bash_profile',
  '.profile',
  '.zshrc',
  '.zprofile',
  '.config/fish/config.fish',
]

/** A name of a shell that hides what the PATH says. */
export interface Alias {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** What is started instead, where it is one absolute path; else `null`. */
  readonly target: string | null
}

/** Where a shell is told that `claude` means something else. The last one counts. */
export function aliasOf({ home }: ClientWorld): Alias | null {
  let last: Alias | null = null
  for (const script of scripts) {
    const file = join(home, script)
    for (const [index, line] of (readSmall(file) ?? '').split('\n').entries()) {
      const [, value, isFunction] =
        /^\s*(?:alias\s+claude(?:=|\s+)(.+)|(?:function\s+)?(claude)\s*\(\)|function\s+(claude)\b)/.exec(line) ?? []
      if (value === undefined && isFunction === undefined && !/^\s*function\s+claude\b/.test(line)) continue
      const word = /^["']?((?:~|\$HOME|\$\{HOME\})?\/[^\s"']+)/.exec(value?.trim() ?? '')?.[1]
      const target = word?.replace(/^(?:~|\$HOME|\$\{HOME\})/, home) ?? null
      last = { file, line: index + 1, target }
    }
  }
  return last
}
