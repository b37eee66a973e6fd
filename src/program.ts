import { buildApplication, buildRouteMap, text_en } from '@stricli/core'
import { commands } from './commands/index.ts'
import { asWarmkeyError, WarmkeyError } from './errors.ts'
import { redact } from './secret.ts'

/** The command line, put together from the list of commands. `typed` is what a refusal of it refers to. */
export const program = (version: string, typed: readonly string[] = []) =>
  buildApplication(
    buildRouteMap({
      routes: Object.fromEntries(commands.map(({ name, command }) => [name, command])),
      docs: {
        brief: 'Keeps AI coding tools signed in.',
      },
    }),
    {
      name: 'warmkey',
      versionInfo: { currentVersion: version },
      scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
      documentation: { caseStyle: 'convert-camel-to-kebab' },
      determineExitCode: () => 2,
      localization: {
        text: {
          ...text_en,
          exceptionWhileParsingArguments: (thrown) =>
            usageLine(text_en.exceptionWhileParsingArguments.call({}, thrown, false), typed),
          noCommandRegisteredForInput: (given) => usageLine(text_en.noCommandRegisteredForInput(given), typed),
          exceptionWhileRunningCommand: (thrown) => errorLines(thrown),
          commandErrorResult: (thrown) => errorLines(thrown),
        },
      },
    },
  )

/** A command line that was not understood: what is wrong, and where it says how to write it. */
export function usageLine(problem: string, typed: readonly string[]): string {
  const sentence = /[.?!]$/.test(problem) ? problem : `${problem}.`
  const remedy =
    typed[0] === 'run' && !typed.includes('--') && typed.length > 1
      ? 'Write -- before the command that is to be started: warmkey run -- claude -p hello'
      : `See: ${['warmkey', ...knownRoute(typed), '--help'].join(' ')}`
  return `warmkey: ${redact(sentence)} ${remedy}`
}

/** The words at the beginning of a command line that name a command. */
function knownRoute([name, below]: readonly string[]): string[] {
  const found = commands.find((each) => each.name === name)
  if (found === undefined) return []
  const { command } = found
  if (!('getAllEntries' in command)) return [found.name]
  const names = command.getAllEntries().map(({ name: each }) => each['convert-camel-to-kebab'])
  return below !== undefined && names.includes(below) ? [found.name, below] : [found.name]
}

/** An error as a user reads it. What was not foreseen keeps its stack, so that it can be reported. */
export function errorLines(thrown: unknown): string {
  const error = asWarmkeyError(thrown)
  const prefix = error.message.startsWith('warmkey: ') || error.code === 'config-invalid' ? '' : 'warmkey: '
  const stack =
    thrown instanceof WarmkeyError || !(thrown instanceof Error) ? '' : `\n${redact(thrown.stack ?? thrown.message)}`
  return `${prefix}${redact(error.sentence)}${stack}`
}
