import { problemLine } from '../../config-file.ts'
import { type Check, doesNotApply, ok } from '../check.ts'

export const warmkeyConfig: Check = {
  id: 'warmkey-config',
  title: 'The configuration of warmkey is whole',
  group: 'warmkey',
  needs: [],
  run({ config }) {
    if (config.kind === 'absent') return doesNotApply('there is none, and none is needed')
    if (config.kind === 'config') return ok(`${Object.keys(config.config.profiles).length} profiles in ${config.file}`)
    const [first] = config.problems
    return {
      status: 'wrong',
      cause: 'config-file',
      summary: isCommand(first.next)
        ? `${config.file} ${first.fact}.`
        : `${config.file} is broken in line ${first.line}.`,
      evidence: config.problems.map(problemLine),
      // What names a profile that is gone names nothing.
      fix: isCommand(first.next)
        ? first.next
        : /^(default$|directories\.)/.test(first.at)
          ? `Remove ${first.at.replace(/^directories\.(.*)$/, '"$1"')} from ${config.file}.`
          : `Mend line ${first.line} of ${config.file}: ${first.next}`,
    }
  },
}

/** Of a file that is none there is no line to mend. */
const isCommand = (next: string): boolean => next.startsWith('Type: ')
