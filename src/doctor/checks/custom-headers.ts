import { lookUp } from '../../clients/claude-code/layers.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { readCustomHeaders } from '../credential/custom-headers.ts'

/** What of ANTHROPIC_CUSTOM_HEADERS goes out, and whether one of them takes the place of a credential. */
export const customHeaders: Check = {
  id: 'custom-headers',
  title: 'Custom headers go out as written',
  group: 'credential',
  needs: ['settings-files'],
  run({ layers, world, ladder }) {
    const found = lookUp('ANTHROPIC_CUSTOM_HEADERS', layers, world.env)
    if (found === null) return doesNotApply('none are set')
    const place = found.layer?.origin.place ?? 'the shell'
    const { headers, dropped } = readCustomHeaders(found.entry.value)
    const [line] = dropped
    if (line !== undefined)
      return {
        status: 'warn',
        cause: 'wrong-endpoint-or-header',
        summary: `Line ${line} of ANTHROPIC_CUSTOM_HEADERS of ${place} has no colon, and Claude Code leaves it out in silence.`,
        evidence: [`${headers.size} headers are sent, ${dropped.length} lines are not`],
        fix: `Write it as "Name: value" in ${place}, one header a line; in a shell: export ANTHROPIC_CUSTOM_HEADERS=$'X-Team: a\\nX-Other: b'`,
      }
    const token = ladder.rungs.find(({ kind }) => kind === 'token')?.holdings[0]
    if (headers.has('authorization') && token?.state === 'used')
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: `Authorization in ANTHROPIC_CUSTOM_HEADERS of ${place} is not sent, because ANTHROPIC_AUTH_TOKEN of ${token.origin.place} fills that header.`,
        evidence: [
          `ANTHROPIC_CUSTOM_HEADERS of ${place}: authorization`,
          `ANTHROPIC_AUTH_TOKEN: ${token.origin.place}`,
        ],
        fix:
          token.origin.place === 'the shell'
            ? 'If the header is the one you mean: unset ANTHROPIC_AUTH_TOKEN'
            : `If the header is the one you mean, remove ANTHROPIC_AUTH_TOKEN from ${token.origin.place}.`,
      }
    const key = ladder.rungs.find(({ kind, holdings }) => kind === 'api-key' && holdings[0].state === 'used')
    if (headers.has('x-api-key') && key !== undefined)
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: `x-api-key in ANTHROPIC_CUSTOM_HEADERS of ${place} is sent in place of ${key.name} of ${key.holdings[0].origin.place}.`,
        evidence: [`ANTHROPIC_CUSTOM_HEADERS of ${place}: x-api-key`, `${key.name}: ${key.holdings[0].origin.place}`],
        fix: `Take the line with x-api-key out of ANTHROPIC_CUSTOM_HEADERS in ${place}.`,
      }
    // A key that somebody wrote before the colon is no name to be shown.
    const names = [...headers.keys()].filter((name) => /^[a-z][a-z-]{0,39}$/.test(name))
    return ok(`${names.join(', ')}, from ${place}`)
  },
}
