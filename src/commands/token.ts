import { buildCommand } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import { profileNames } from './completion/profile-names.ts'
import type { WarmkeyContext } from './context.ts'
import type { TokenFlags } from './token/arguments.ts'
import { formats } from './token/formats.ts'

const formatWidth = Math.max(...formats.map(({ name }) => name.length))
const brief = 'Print the key and nothing else, as apiKeyHelper and for scripts'

export const token: WarmkeyCommand = {
  name: 'token',
  brief,
  command: buildCommand<TokenFlags, [], WarmkeyContext>({
    loader: async () => (await import('./token/token.ts')).token,
    parameters: {
      flags: {
        profile: {
          kind: 'parsed',
          parse: String,
          proposeCompletions: profileNames,
          optional: true,
          brief: 'Profile of the configuration (default: its default one)',
        },
        format: {
          kind: 'parsed',
          parse: formatName,
          optional: true,
          brief: `How to print it (default: ${formats[0].name})`,
        },
      },
    },
    docs: {
      brief,
      fullDescription: helpText(
        [
          'Answers from the daemon in milliseconds where one runs (`warmkey up`), and by itself where none does. A key is',
          'printed with at least the TTL of the client to live (CLAUDE_CODE_API_KEY_HELPER_TTL_MS, 5 minutes). Claude Code',
          'runs it again when a key was refused: that one is renewed, and what renewal does not cure ends with exit code 1',
          'and the remedy on stderr (not on Windows, where the client cannot be told). Nothing takes longer than 10 seconds.',
          '',
          'FORMATS',
          ...formats.map(({ name, brief: about }) => `  ${name.padEnd(formatWidth)}  ${about}`),
        ].join('\n'),
        [
          ['warmkey token', 'as "apiKeyHelper": "warmkey token" in settings.json'],
          ['warmkey token --profile work', 'another profile than the default one'],
          ['curl -H "$(warmkey token --format header)" …', 'in a script'],
        ],
      ),
    },
  }),
}

function formatName(text: string): string {
  if (formats.some(({ name }) => name === text)) return text
  throw new RangeError(`${text} is not a format; use ${formats.map(({ name }) => name).join(', ')}.`)
}
