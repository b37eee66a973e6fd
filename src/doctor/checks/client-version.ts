import { type Check, doesNotApply, ok } from '../check.ts'
import { clientHere } from '../client/client-here.ts'
import { updateOf } from '../client/manners.ts'
import { usesOf } from '../client/uses.ts'
import { knownVersions } from '../versions/index.ts'
import { mattering, oldestWithout } from '../versions/known-version.ts'

/** Versions that are known to go wrong with what is used here. */
export const clientVersion: Check = {
  id: 'client-version',
  title: 'This version of Claude Code can do what is used here',
  group: 'client',
  needs: ['client-installed'],
  async run(bench, signal) {
    const { first } = await clientHere(bench, signal)
    if (first === null || first.version === null) return doesNotApply('there is none that could be asked')
    const faults = mattering(first.version, usesOf(bench), knownVersions)
    const [worst, ...rest] = faults
    if (worst === undefined)
      return ok(`${first.version}: none of ${knownVersions.length} known faults of versions applies here`)
    return {
      status: 'warn',
      cause: worst.cause,
      summary: `Claude Code ${first.version} ${worst.fact}`,
      evidence: [
        `${first.path}: ${first.version}; all of this is mended in ${oldestWithout(faults)}`,
        `${worst.id}: ${worst.source}`,
        ...(worst.when.includes('helper') ? ['or, where that version has to stay: warmkey connect claude-code'] : []),
        ...rest.map(({ fact, source }) => `It also ${fact.replace(/\.$/, '')}: ${source}`),
      ],
      fix: `Type: ${updateOf(first)}`,
    }
  },
}
