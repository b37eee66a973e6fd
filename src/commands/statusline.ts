import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { WarmkeyContext } from './context.ts'

const brief = 'Print one line for the status line of a tool: how long the key lives, when to sign in'

export const statusline: WarmkeyCommand = {
  name: 'statusline',
  brief,
  command: buildCommand<Record<never, never>, [], WarmkeyContext>({
    loader: async () => {
      const { quickStatusline } = await import('./statusline/quick.ts')
      return async function (this: WarmkeyContext) {
        await quickStatusline(this)
      }
    },
    parameters: {},
    docs: {
      brief,
      fullDescription: helpText(
        'For Claude Code: "statusLine": { "type": "command", "command": "warmkey statusline" } in its settings.',
        [['warmkey statusline', 'the line']],
      ),
    },
  }),
}
