import { catalogue } from '../../signatures/catalogue.ts'
import type { Signature } from '../../signatures/signature.ts'
import { withWarmkey } from './card-lines.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.05rem;margin:1.6rem 0 .3rem}p,ul,ol,dl{margin:.3rem 0}code,pre{font:.9em ui-monospace,monospace}
pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.6rem;border:1px solid #8886;border-radius:.4rem}.facts{opacity:.7}`

/** A card as a page of its own: no script, nothing loaded from anywhere. */
export function cardHtml(card: Signature): string {
  const { why, commonCauses, checks = [], otherwise, worked, ignorable, prevent, related = [] } = card
  const text = (heading: string, sentence: string) => `<h2>${heading}</h2><p>${escaped(sentence)}</p>`
  const list = (heading: string, items: readonly string[], tag: 'ul' | 'ol') =>
    items.length === 0 ? '' : `<h2>${heading}</h2><${tag}>${items.map((each) => `<li>${each}</li>`).join('')}</${tag}>`
  const titles = new Map(catalogue.map(({ id, title }) => [id, title]))
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(card.title)}</title><style>${style}</style>`,
    `<h1>${escaped(card.title)}</h1><p class="facts">${escaped([card.id, card.provider, card.area, card.cause].join(' · '))}</p>`,
    text('What it is', card.meaning),
    text('Why it happens', why),
    list('What it usually is', commonCauses.map(escaped), 'ul'),
    list('What to do', [...card.remedy, ...(otherwise === undefined ? [] : [`Else: ${otherwise}`])].map(escaped), 'ol'),
    list(
      'How to check',
      checks.map(
        ({ on, look, expect }) => `${on === 'any' ? '' : `${on}: `}<code>${escaped(look)}</code><br>${escaped(expect)}`,
      ),
      'ul',
    ),
    text('How to know that it worked', worked),
    text('Can it be ignored', ignorable),
    text('How to prevent it', prevent),
    text('With warmkey', withWarmkey(card)),
    list(
      'Related',
      related.map((id) => `${escaped(titles.get(id) ?? id)} (<code>${escaped(id)}</code>)`),
      'ul',
    ),
    list(
      'Seen',
      card.seen.map(
        ({ text: seen, source, on }) =>
          `<pre>${escaped(seen)}</pre><a href="${escaped(source)}">${escaped(source)}</a>, ${on}`,
      ),
      'ul',
    ),
  ].join('\n')
}
