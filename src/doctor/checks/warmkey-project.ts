import { profileFor } from '../../config-directory.ts'
import { findProjectFile, readProjectFile } from '../../config-project.ts'
import { WarmkeyError } from '../../errors.ts'
import { type Check, doesNotApply, ok } from '../check.ts'

/** A project may name a profile of the user's, and nothing else: whoever starts a client there by warmkey depends on it. */
export const warmkeyProject: Check = {
  id: 'warmkey-project',
  title: 'The profile for this directory is there',
  group: 'warmkey',
  needs: ['warmkey-config'],
  run({ config, world: { cwd, home } }) {
    const own = config.kind === 'config' ? config.config : null
    const file = own?.projectFiles === false ? null : findProjectFile(cwd, home)
    try {
      const choice = profileFor(own, { name: undefined, cwd, home })
      if (choice !== null) return ok(`"${choice.name}"${choice.by.kind === 'project' ? `, by ${choice.by.file}` : ''}`)
    } catch (thrown) {
      if (!(thrown instanceof WarmkeyError)) throw thrown
      const missing = thrown.code === 'profile-unknown' && file !== null ? readProjectFile(file).profile : null
      return {
        status: 'warn',
        cause: 'config-file',
        summary: thrown.message,
        evidence: [`what is started by warmkey in ${cwd} is started without a profile`],
        fix:
          missing === null
            ? `Type: printf '%s\\n' '{"profile": "<your profile>"}' > ${file ?? '.warmkey.jsonc'}`
            : `Type: warmkey profile add ${missing}`,
      }
    }
    const names = Object.keys(own?.profiles ?? {})
    if (names.length < 2) return doesNotApply('warmkey has no profile here')
    return {
      status: 'warn',
      cause: 'config-file',
      summary: `warmkey has ${names.length} profiles and none of them is the default one, so \`warmkey run -- claude\` does not know which.`,
      evidence: [`profiles of ${config.file}: ${names.join(', ')}`],
      fix: `Type: warmkey use ${names[0]}`,
    }
  },
}
