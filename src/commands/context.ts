import type { CommandContext } from '@stricli/core'
import type { Clock } from '../clock.ts'

/** Everything a command may touch of the world, passed in; only `process.ts` knows the process itself. */
export interface WarmkeyContext extends CommandContext {
  readonly process: {
    readonly stdout: {
      write(text: string): void
      readonly isTTY: boolean
      readonly columns: number
      readonly rows?: number
    }
    readonly stderr: { write(text: string): void; readonly isTTY: boolean; readonly columns: number }
    /** `text` reads it to its end, at most so many characters; absent where there is none. */
    readonly stdin: { readonly isTTY: boolean; text?(most: number): Promise<string> }
    /** Set by a command; `process.ts` ends the process with it. 0 done, 1 not as wished, 2 could not work. */
    exitCode?: number | string | null
  }
  /** The environment as the user's shell gave it, before the launcher cleaned it for us. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  readonly platform: NodeJS.Platform
  readonly pid: number
  readonly clock: Clock
  readonly version: string
  /** Aborts at the first SIGINT or SIGTERM, whose name is the reason; for commands that run until they are ended. */
  onEnd(): AbortSignal
}
