/** The page of what the doctor looks at, in its order. */
import type { Check } from '../src/doctor/check.ts'

export function checksPage(checks: readonly Check[], generated: string): string {
  const groups = [...new Set(checks.map(({ group }) => group))]
  return [
    '# What the doctor looks at',
    generated,
    'In this order. A check is left out while one that it rests on is wrong, so that one cause gives one complaint; those\nthat contact something are left out with `--offline`. `warmkey doctor --only ID` runs one of them and what it rests on.',
    ...groups.map((group) => `## ${title(group)}\n\n${table(checks.filter((check) => check.group === group))}`),
  ].join('\n\n')
}

const title = (group: string): string => `${group[0]?.toUpperCase()}${group.slice(1)}`

const table = (checks: readonly Check[]): string =>
  [
    '| id | what it shows | contacts | rests on |',
    '|---|---|---|---|',
    ...checks.map(
      ({ id, title: what, network, needs }) =>
        `| \`${id}\` | ${what.replaceAll('|', '\\|')} | ${network === true ? 'yes' : ''} | ${needs.map((need) => `\`${need}\``).join(', ')} |`,
    ),
  ].join('\n')
