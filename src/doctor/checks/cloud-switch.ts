import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { readAwsFiles } from '../cloud/aws/aws-files.ts'
import { setTo, takeOut } from '../fixes/fix-words.ts'

/** What each switch needs beside it: https://code.claude.com/docs/en/third-party-integrations; of Vertex, see vertex-project. */
const needs: Readonly<Record<string, readonly (readonly string[])[]>> = {
  CLAUDE_CODE_USE_BEDROCK: [['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']],
  CLAUDE_CODE_USE_FOUNDRY: [['ANTHROPIC_FOUNDRY_RESOURCE', 'ANTHROPIC_FOUNDRY_BASE_URL']],
  CLAUDE_CODE_USE_ANTHROPIC_AWS: [['ANTHROPIC_AWS_WORKSPACE_ID']],
}

/** What only the person knows. */
const values: Readonly<Record<string, string>> = {
  AWS_REGION: '<your region>',
  ANTHROPIC_FOUNDRY_RESOURCE: '<your resource>',
  ANTHROPIC_AWS_WORKSPACE_ID: '<your workspace>',
}

/** The fifth of the five causes, as far as it can be seen without a request: a provider is switched on and half set up. */
export const cloudSwitch: Check = {
  id: 'cloud-switch',
  title: 'The cloud provider is set up',
  group: 'cloud',
  needs: ['settings-files'],
  run(bench) {
    const { ladder, clientEnv } = bench
    const switches = ladder.rungs.filter(({ kind }) => kind === 'cloud')
    const bedrock = switches.some(({ name }) => name === 'CLAUDE_CODE_USE_BEDROCK')
    // These two are meant to be on together: the client then asks both for models.
    const on = switches.filter(({ name }) => !bedrock || name !== 'CLAUDE_CODE_USE_MANTLE')
    const [first, second] = on
    if (first === undefined) return doesNotApply('none is switched on')
    const { name, holdings } = first
    const place = holdings[0].origin.place
    if (second !== undefined)
      return {
        status: 'wrong',
        cause: 'conflicting-credentials',
        summary: `${name} and ${second.name} are both on, and Claude Code takes the first.`,
        evidence: on.map((rung) => `${rung.name} of ${rung.holdings[0].origin.place}`),
        fix: takeOut(second.name, second.holdings[0].origin.place),
        number: 5,
      }
    const missing = (needs[name] ?? []).find(
      (names) =>
        names.every((each) => (clientEnv[each] ?? '').trim() === '') &&
        !(names.includes('AWS_REGION') && inFile(bench)),
    )
    if (missing !== undefined)
      return {
        status: 'wrong',
        cause: 'wrong-endpoint-or-header',
        summary: `${name} is on, and ${missing[0]} is not set.`,
        evidence: [
          `${name} of ${place}: where it is not wanted, take it away`,
          ...missing.map((each) => `${each} is not set`),
        ],
        fix: setTo(missing[0] ?? '', place, values[missing[0] ?? ''] ?? '<its value>'),
        number: 5,
      }
    return ok(`${name} of ${place}, with what it needs beside it`)
  },
}

/** Whether the default profile of AWS names a region, which the client takes where no variable does. */
const inFile = (bench: Bench): boolean =>
  (readAwsFiles(bench, bench.world.env).profiles.default?.region ?? '').trim() !== ''
