import { buildChoiceParser, buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import type { Shell } from './completion/scripts.ts'
import type { WarmkeyContext } from './context.ts'

const brief = 'Print the completion of a shell: commands, flags, names of profiles'

const shells: readonly [Shell, ...Shell[]] = ['bash', 'zsh', 'fish']

export const completion: WarmkeyCommand = {
  name: 'completion',
  brief,
  command: buildCommand<Record<never, never>, [Shell], WarmkeyContext>({
    loader: async () => (await import('./completion/completion.ts')).completion,
    parameters: {
      positional: {
        kind: 'tuple',
        parameters: [{ placeholder: 'shell', brief: 'bash, zsh or fish', parse: buildChoiceParser(shells) }],
      },
    },
    docs: {
      brief,
      fullDescription: helpText('Nothing is installed: your shell reads what is printed.', [
        ['eval "$(warmkey completion bash)"', 'in ~/.bashrc'],
        ['eval "$(warmkey completion zsh)"', 'in ~/.zshrc, after compinit'],
        ['warmkey completion fish | source', 'in ~/.config/fish/config.fish'],
      ]),
    },
  }),
}
