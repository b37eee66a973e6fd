import { expect, test } from 'bun:test'
import { catalogue } from '../../signatures/catalogue.ts'
import { cardHtml } from './card-html.ts'

test('a page loads nothing, runs nothing, and takes no text of a machine for markup', () => {
  for (const card of catalogue) {
    const html = cardHtml(card)
    expect(html).not.toMatch(/<(?:script|img|link|iframe|object|embed)|<[^>]{0,500}\s(?:src|on\w+)=/i)
    expect(html).toContain(`default-src 'none'`)
    expect(html).toContain(card.id)
  }
})

test('what was seen stands there as it was seen', () => {
  const card = catalogue.find(({ id }) => id === 'html-forbidden')
  expect(card === undefined ? '' : cardHtml(card)).toContain('&lt;head&gt;')
})
