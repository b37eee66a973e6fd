import { existsSync } from 'node:fs'
import type { ChildEnd } from '../../credential/child.ts'
import { readBytes } from '../files/small-file.ts'

/** Why a program did not do what it was started for, to be read after its path, and what may help. */
export interface StartFault {
  readonly fact: string
  readonly needsNode: boolean
  /** There is none at all, and so none of its package managers either. */
  readonly noNode?: true
}

/** The oldest Node.js that Claude Code of npm runs on. Source: https://code.claude.com/docs/en/setup */
const leastNode = 18

/**
 * What keeps a program from starting, seen from outside: its interpreter is missing, it is made for another system, or it
 * ended by itself. `nodeVersion` is what `node --version` says, `null` where there is no node.
 */
export function startFault(file: string, end: ChildEnd, nodeVersion: string | null): StartFault {
  const head = readBytes(file, 4096) ?? Buffer.alloc(0)
  const shebang = /^#!\s*(\S+)(?:\s+(?:-S\s+)?(\S+))?/.exec(head.toString('latin1'))
  const wanted = shebang === null ? null : /\/env$/.test(shebang[1] ?? '') ? shebang[2] : shebang[1]
  const isNode = /(?:^|\/)node$/.test(wanted ?? '')
  const fault = (fact: string, needsNode = false): StartFault => ({ fact, needsNode })
  if (isNode && nodeVersion === null)
    return { ...fault('needs Node.js, and there is no node on the PATH', true), noNode: true }
  const major = Number(/^v?(\d+)/.exec(nodeVersion ?? '')?.[1] ?? leastNode)
  if (isNode && major < leastNode)
    return fault(`needs Node.js ${leastNode} or newer, and the node on the PATH is ${nodeVersion}`, true)
  if (shebang !== null && wanted?.startsWith('/') === true && !existsSync(wanted))
    return fault(`is to be run by ${wanted}, which is not there`)
  const loader = isElf(head) ? /\/lib[\w./-]*\/?ld-[\w.-]+/.exec(head.toString('latin1'))?.[0] : undefined
  if (loader !== undefined && !existsSync(loader))
    return fault(
      `is built for ${loader.includes('musl') ? 'musl (Alpine), and this system has glibc' : 'glibc, and this system has another library (musl, as Alpine has)'}: ${loader} is not there`,
    )
  switch (end.how) {
    case 'exited':
      return fault(`ends with status ${end.code} when it is asked for its version`)
    case 'killed':
      return fault(`is killed by ${end.signal} when it is asked for its version`)
    case 'not-started':
      return fault(
        end.code === 'ENOEXEC' || end.code === 'EBADARCH'
          ? 'is made for another system or processor'
          : `cannot be started (${end.code})`,
      )
    case 'too-long':
      return fault('does not say its version within 5 seconds')
    default:
      return fault('does not say its version')
  }
}

const isElf = (head: Uint8Array): boolean =>
  head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46
