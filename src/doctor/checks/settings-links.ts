import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import { type Check, ok } from '../check.ts'
import { shellWord, signIn } from '../fixes/fix-words.ts'

/** A link that leads nowhere is silence to Claude Code (measured): everything that should stand behind it is missing. */
export const settingsLinks: Check = {
  id: 'settings-links',
  title: 'Links to settings lead somewhere',
  group: 'files',
  needs: ['directories', 'files-readable'],
  run({ world, ladder, endpoint }) {
    const path = pathsOf(world.platform)
    const config = path.resolve(world.cwd, configDirectory(world))
    const places = [
      config,
      path.join(config, 'settings.json'),
      path.join(config, '.credentials.json'),
      path.join(world.cwd, '.claude'),
      path.join(world.cwd, '.claude', 'settings.json'),
      path.join(world.cwd, '.claude', 'settings.local.json'),
    ]
    const links = places.flatMap((place) => {
      const target = linkAt(place)
      return target === null ? [] : [{ place, target }]
    })
    const broken = links.find(({ place }) => !existsSync(place))
    if (broken === undefined) return ok(links.length === 0 ? 'there are no links' : `${links.length} followed`)
    const { place, target } = broken
    return {
      status: ladder.winner === null ? 'wrong' : 'warn',
      cause: 'config-file',
      summary: `${place} is a link to ${target}, where nothing is, and Claude Code says nothing of it.`,
      evidence: [
        `${place} -> ${target}: ENOENT`,
        'where that is a disk or a repository of yours, bring it back instead of taking the link away',
      ],
      // Where nothing else signs in, what is missing is whatever was to be found behind it.
      fix: `Type: rm ${shellWord(place)}${ladder.winner === null ? ` && ${signIn({ isDefault: endpoint.place === null })}` : ''}`,
      ...(ladder.winner === null ? { number: 4 } : {}),
    }
  },
}

/** Where a link leads, as it is written; `null` for anything else. */
function linkAt(place: string): string | null {
  try {
    return lstatSync(place).isSymbolicLink() ? readlinkSync(place) : null
  } catch {
    return null
  }
}
