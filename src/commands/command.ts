import type { Command, RouteMap } from '@stricli/core'
import type { WarmkeyContext } from './context.ts'

/** One command of the program: one file and one line in the ordered list, which is also the order in help. */
export interface WarmkeyCommand {
  readonly name: string
  /** One sentence for the list of commands. */
  readonly brief: string
  readonly command: Command<WarmkeyContext> | RouteMap<WarmkeyContext>
}

/** The long text of a command's help: what it does, then examples that can be typed as they are. */
export const helpText = (about: string, examples: readonly (readonly [line: string, what: string])[]): string => {
  const width = Math.max(...examples.map(([line]) => line.length))
  const lines = examples.map(([line, what]) => `  ${line.padEnd(width)}  ${what}`)
  return `${about}\n\nEXAMPLES\n${lines.join('\n')}`
}
