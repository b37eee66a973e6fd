import { lookUp } from '../../clients/claude-code/layers.ts'
import { isOn } from '../../clients/claude-code/obstacle.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { setTo, takeOut } from '../fixes/fix-words.ts'

/** Which switch makes Claude Code look at which address, and what says that somebody else signs: https://code.claude.com/docs/en/env-vars */
const clouds = [
  ['CLAUDE_CODE_USE_BEDROCK', 'ANTHROPIC_BEDROCK_BASE_URL', 'CLAUDE_CODE_SKIP_BEDROCK_AUTH'],
  ['CLAUDE_CODE_USE_VERTEX', 'ANTHROPIC_VERTEX_BASE_URL', 'CLAUDE_CODE_SKIP_VERTEX_AUTH'],
  ['CLAUDE_CODE_USE_FOUNDRY', 'ANTHROPIC_FOUNDRY_BASE_URL', 'CLAUDE_CODE_SKIP_FOUNDRY_AUTH'],
  ['CLAUDE_CODE_USE_ANTHROPIC_AWS', 'ANTHROPIC_AWS_BASE_URL', 'CLAUDE_CODE_SKIP_ANTHROPIC_AWS_AUTH'],
  ['CLAUDE_CODE_USE_MANTLE', 'ANTHROPIC_BEDROCK_MANTLE_BASE_URL', 'CLAUDE_CODE_SKIP_MANTLE_AUTH'],
] as const

/** An address of one provider counts only with its switch, and a switch without its address goes to the provider itself. */
export const cloudAddress: Check = {
  id: 'cloud-address',
  title: 'Addresses of providers are switched on',
  group: 'cloud',
  needs: ['settings-files'],
  run(bench) {
    const { ladder, endpoint } = bench
    let looked = 0
    for (const [cloud, address, skip] of clouds) {
      const at = placeOf(bench, cloud)
      const on = at !== null && isOn(at.value)
      const url = placeOf(bench, address)
      const skipped = placeOf(bench, skip)
      if (at === null && url === null && skipped === null) continue
      looked++
      const mute = at !== null && !on && !/^(0|false|no|off|)$/i.test(at.value)
      if (mute)
        return {
          status: ladder.winner === null ? 'wrong' : 'warn',
          cause: 'wrong-endpoint-or-header',
          summary: `${cloud} of ${at.place} has a value that does not switch it on.`,
          evidence: [`only 1, true, yes and on do; it is none of them`],
          fix: setTo(cloud, at.place, '1'),
          number: 5,
        }
      if (url !== null && !on && url.value !== '')
        return {
          // A key that is there is taken, and goes to the address of the Messages API.
          status: ladder.winner === null ? 'wrong' : 'warn',
          cause: 'wrong-endpoint-or-header',
          summary: `${address} of ${url.place} is not used, because ${cloud} is not on: requests go to ${endpoint.shown}.`,
          evidence: [`${address}: set by ${url.place}`, `${cloud}: ${at === null ? 'not set' : `off in ${at.place}`}`],
          fix: setTo(cloud, url.place, '1'),
          number: 5,
        }
      if (on && skipped !== null && isOn(skipped.value) && (url === null || url.value === ''))
        return {
          status: 'wrong',
          cause: 'wrong-endpoint-or-header',
          summary: `${skip} of ${skipped.place} keeps Claude Code from signing, and no ${address} names a gateway that does.`,
          evidence: [`${cloud} of ${at.place}: on`, `${address}: not set; it names the gateway, where one signs`],
          fix: takeOut(skip, skipped.place),
          number: 5,
        }
      if (on && endpoint.place !== null && url === null)
        return {
          status: 'warn',
          cause: 'wrong-endpoint-or-header',
          summary: `ANTHROPIC_BASE_URL of ${endpoint.place} is not used, because ${cloud} of ${at.place} is on.`,
          evidence: [`${cloud} of ${at.place}: on`, `${address}: not set`],
          fix: takeOut(cloud, at.place),
          number: 5,
        }
    }
    return looked === 0 ? doesNotApply('no address of a provider is set') : ok(`${looked} looked at`)
  },
}

function placeOf({ layers, world }: Bench, name: string): { value: string; place: string } | null {
  const found = lookUp(name, layers, world.env)
  return found === null ? null : { value: found.entry.value.trim(), place: found.layer?.origin.place ?? 'the shell' }
}
