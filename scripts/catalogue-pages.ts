/** The pages of the known failures: one that lists all of them in their order of precedence, and one for each area. */
import { signatures } from '../src/signatures/index.ts'
import { placeNames } from '../src/signatures/place-names.ts'
import type { Area, CardCheck, Signature } from '../src/signatures/signature.ts'

const areas: Readonly<Record<Area, readonly [title: string, about: string]>> = {
  'account-or-auth': [
    'Account and authentication',
    'The credential itself: missing, wrong, expired, revoked, or not allowed to do this.',
  ],
  'quota-or-rate': ['Quota and rate', 'Limits: by the minute, by the day, by what was paid for.'],
  'model-or-provider': [
    'Model and provider',
    'The model or the service behind the API: not there, not yours, overloaded, broken.',
  ],
  'local-runtime': ['This machine', 'Network, certificates, clock, files and helpers of the machine that asks.'],
  'deployment-or-configuration': [
    'Deployment and configuration',
    'Addresses, regions, headers, gateways and firewalls between the client and the API.',
  ],
}

/** Text that Markdown takes as it stands. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/([\\`*_[\]<>|~#])/g, '\\$1')
const code = (text: string): string => {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${text.replace(/\s+/g, ' ').trim()}${pad}${fence}`
}
const block = (text: string): string => {
  const fence = '`'.repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  const shown = text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a page shows none
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .trimEnd()
  return `${fence}text\n${shown.length > 1_200 ? `${shown.slice(0, 1_200)}…` : shown}\n${fence}`
}

const renewed = { yes: 'yes', no: 'no', unsure: 'once' } as const
const decides = (card: Signature): string => (!signatures.includes(card) ? 'explained only' : renewed[card.renewable])
const pageOf = (area: Area): string => `errors/${area}.md`

/** All pages, by their path below the reference. */
export function cataloguePages(cards: readonly Signature[], generated: string): Record<string, () => string> {
  const titles = new Map(cards.map((card) => [card.id, card]))
  const link = (id: string, from: string): string => {
    const card = titles.get(id)
    if (card === undefined) return code(id)
    const page = pageOf(card.area)
    return `[${plain(card.title)}](${from === '' ? page : page === pageOf(from as Area) ? '' : page.slice('errors/'.length)}#${id})`
  }
  const pages: Record<string, () => string> = {
    'signatures.md': () =>
      [
        '# Known failures',
        `${generated} ${cards.length} cards, each made from what a machine printed. \`warmkey explain\` finds them in any text; the`,
        'gateway decides with those that an API sends. Where two fit equally well, the first in this list wins.',
        '',
        ...Object.entries(areas).map(([area, [title, about]]) => `- [${title}](${pageOf(area as Area)}): ${about}`),
        '',
        'Renewed: whether another credential is fetched and the request repeated (once: where the source gives another one).',
        '',
        '| | failure | cause | renewed |',
        '|---|---|---|---|',
        ...cards.map((card) => `| \`${card.id}\` | ${link(card.id, '')} | ${card.cause} | ${decides(card)} |`),
      ].join('\n'),
  }
  for (const area of Object.keys(areas) as Area[]) {
    const here = cards.filter((card) => card.area === area)
    const [title, about] = areas[area]
    pages[pageOf(area)] = () =>
      [
        `# ${title}`,
        `${generated} ${about}`,
        [...Map.groupBy(here, ({ provider }) => provider)]
          .map(([provider, its]) => `**${provider}** ${its.map(({ id }) => link(id, area)).join(' · ')}`)
          .join('\n\n'),
        ...here.map((card) => cardText(card, (id) => link(id, area))),
      ].join('\n\n')
  }
  return pages
}

function cardText(card: Signature, link: (id: string) => string): string {
  const { why, commonCauses, checks = [], otherwise, worked, ignorable, prevent, related = [] } = card
  const sentence = (name: string, text: string | undefined) =>
    text === undefined ? [] : [`**${name}** ${plain(text)}`]
  const list = (name: string, items: readonly string[], mark: (place: number) => string) =>
    items.length === 0 ? [] : [`**${name}**`, items.map((item, place) => `${mark(place)} ${item}`).join('\n')]
  return [
    `<a id="${card.id}"></a>`,
    `## ${plain(card.title)}`,
    `\`${card.id}\` · ${card.provider} · cause: ${card.cause} · renewed: ${decides(card)}${card.hearsay === true ? ' · only pages report it' : ''}`,
    plain(card.meaning),
    ...sentence('Why it happens.', why),
    ...list('What it usually is', commonCauses.map(plain), () => '-'),
    ...list('What to do', card.remedy.map(plain), (place) => `${place + 1}.`),
    ...sentence('Else:', otherwise),
    ...list('How to check', checks.map(checkText), () => '-'),
    ...sentence('How to know that it worked.', worked),
    ...sentence('Can it be ignored?', ignorable),
    ...sentence('How to prevent it.', prevent),
    ...(related.length === 0 ? [] : [`**Related** ${related.map(link).join(' · ')}`]),
    '**Seen**',
    ...card.seen.flatMap(({ status, headers = {}, text, source, on }) => [
      `${[...(status === undefined ? [] : [`Status ${status}`]), ...Object.entries(headers).map(([name, value]) => code(`${name}: ${value}`)), `[source](${source}), ${on}`].join(' · ')}`,
      ...(text.trim() === '' ? [] : [block(text)]),
    ]),
  ].join('\n\n')
}

const checkText = ({ on, look, expect }: CardCheck): string =>
  `${placeNames[on] === '' ? '' : `${placeNames[on]}: `}${code(look)}: ${plain(expect)}`
