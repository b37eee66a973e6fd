import { statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { shellWord } from '../fixes/fix-words.ts'

/** What a command with sudo leaves behind: files in the home that belong to root, which their user can no longer renew. */
export const fileOwners: Check = {
  id: 'file-owners',
  title: 'Your files are yours',
  group: 'files',
  needs: ['directories'],
  run({ world }) {
    if (world.platform === 'win32') return doesNotApply('Windows keeps owners otherwise')
    const path = pathsOf(world.platform)
    const config = path.resolve(world.cwd, configDirectory(world))
    const places = [
      config,
      ...['settings.json', '.credentials.json', 'projects', 'backups', 'statsig', 'debug'].map((name) =>
        path.join(config, name),
      ),
      path.join(world.env.CLAUDE_CONFIG_DIR === undefined ? world.home : config, '.claude.json'),
    ]
    const own = userInfo().uid
    const there = places.flatMap((place) => {
      const owner = ownerOf(place)
      return owner === null ? [] : [{ place, owner }]
    })
    const foreign = there.filter(({ owner }) => owner !== own)
    const [first] = foreign
    if (first === undefined)
      return there.length === 0 ? doesNotApply('there are none') : ok(`${there.length} looked at`)
    if (own === 0)
      return {
        status: 'warn',
        cause: 'config-file',
        summary: `You are root in the home of somebody else (${first.place} belongs to user ${first.owner}), and what Claude Code writes here will not be theirs.`,
        evidence: foreign.map(({ place, owner }) => `${place}: uid ${owner}, yours is 0`),
        fix: 'Type: exit',
      }
    return {
      status: 'warn',
      cause: 'config-file',
      summary: `${first.place} belongs to ${first.owner === 0 ? 'root' : `the user ${first.owner}`} and not to you, so Claude Code cannot renew what is in it.`,
      evidence: foreign.map(({ place, owner }) => `${place}: uid ${owner}, yours is ${own}`),
      fix: `Type: sudo chown -R ${own} ${foreign.map(({ place }) => shellWord(place)).join(' ')}`,
    }
  },
}

function ownerOf(place: string): number | null {
  try {
    return statSync(place).uid
  } catch {
    return null
  }
}
