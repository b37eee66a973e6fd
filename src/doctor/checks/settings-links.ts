import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import { type Check, ok } from '../check.ts'

/** A link that leads nowhere is silence to Claude Code (measured): everything that should stand behind it is missing. */
export const settingsLinks: Check = {
  id: 'settings-links',
  title: 'Links to settings lead somewhere',
  group: 'files',
  needs: ['directories'],
  run({ world, ladder }) {
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
      evidence: [`${place} -> ${target}: ENOENT`],
      fix: `Bring back what it leads to (is the disk mounted, the repository of your dotfiles there?), or remove the link: rm ${place}`,
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
