import { describe, expect, test } from 'bun:test'
import pc from 'picocolors'
import { type Outcome, type Row, rowOf, type Way } from './row.ts'
import { openScreen, quietScreen, rowLines, sayMs, wrap } from './screen.ts'

const row = (change: Partial<Row> = {}): Row => ({
  ...rowOf(
    { id: 'x', way: 'warmkey' },
    { outcome: 'answered', requests: 2, keyRuns: 1, elapsedMs: 58.4, words: null },
    { outcome: 'answered' },
  ),
  ...change,
})
const plainLook = { width: 80, colours: pc.createColors(false), unicode: true }

function terminal(stdout: { isTTY: boolean; columns?: number }, env: Record<string, string> = { LANG: 'C.UTF-8' }) {
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const side = { write, isTTY: stdout.isTTY, columns: stdout.columns ?? 80 }
  const screen = openScreen({
    process: { stdout: side, stderr: side, stdin: { isTTY: false } },
    env,
    platform: 'linux',
  })
  return { screen, text: () => text }
}

describe('a row', () => {
  test('says how, what, why and how long in one line', () => {
    expect(rowLines(row(), plainLook)).toEqual([
      '   with warmkey           ✓ answered     key renewed, request replayed     58 ms',
    ])
  })

  test('shows the words, what is known from elsewhere, and what should not be', () => {
    const lines = rowLines(
      row({
        outcome: 'refused',
        requests: 1,
        words: '403 No.',
        note: 'Measured before.',
        surprise: 'expected answered',
      }),
      plainLook,
    )
    expect(lines.slice(1)).toEqual([
      '     “403 No.”',
      '     Measured before.',
      '     ! not as it should be: expected answered',
    ])
  })

  test('keeps to 80 columns whatever it holds', () => {
    for (const way of ['static', 'helper', 'warmkey'] as readonly Way[])
      for (const outcome of ['answered', 'failed', 'refused', 'trying'] as readonly Outcome[])
        for (const requests of [0, 1, 2, 12]) {
          const words = 'word '.repeat(60)
          const lines = rowLines(row({ way, outcome, requests, elapsedMs: 240_000, words }), plainLook)
          expect(lines.filter((line) => line.length > 80)).toEqual([])
        }
  })

  test('says the same without colours and without anything but ASCII', () => {
    const shown = row({ outcome: 'trying', words: 'No…', surprise: 'expected the words “x”' })
    const coloured = rowLines(shown, { ...plainLook, colours: pc.createColors(true) })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
    expect(coloured.map((line) => line.replace(/\x1b\[\d+m/g, ''))).toEqual(rowLines(shown, plainLook))
    expect(coloured.join()).toContain('\x1b[')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: everything that is no ASCII
    expect(rowLines(shown, { ...plainLook, unicode: false }).join('\n')).not.toMatch(/[^\x00-\x7f]/)
  })
})

test('times have three digits as far as they mean something', () => {
  expect([0.4, 12.4, 999.4, 999.6, 1074, 9_994, 9_996, 65_432].map(sayMs)).toEqual([
    '0 ms',
    '12 ms',
    '999 ms',
    '1.00 s',
    '1.07 s',
    '9.99 s',
    '10.0 s',
    '65.4 s',
  ])
})

test('lines are broken at blanks, and a long word stays whole', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
  expect(wrap('a https://example.test/long b', 10)).toEqual(['a', 'https://example.test/long', 'b'])
})

describe('the screen', () => {
  test('takes a live line back before the next one, on a terminal', () => {
    const { screen, text } = terminal({ isTTY: true }, { LANG: 'C.UTF-8', NO_COLOR: '1' })
    screen.live('one …')
    screen.live('two …')
    screen.line('done')
    expect(text()).toBe('   one …\r\x1b[2K   two …\r\x1b[2K   done\n')
  })

  test('shows no live line and no colour where nobody looks', () => {
    const { screen, text } = terminal({ isTTY: false })
    screen.act(1, 'Title', 'About it.')
    screen.live('under way …')
    screen.scene('Scene')
    screen.row(row())
    screen.line('')
    screen.command('warmkey run -- claude')
    expect(text()).toBe(
      [
        '',
        '1  Title',
        '   About it.',
        '',
        '   Scene',
        '   with warmkey           ✓ answered     key renewed, request replayed     58 ms',
        '',
        '      warmkey run -- claude',
        '',
      ].join('\n'),
    )
  })

  test('colours a terminal unless NO_COLOR or TERM=dumb say otherwise', () => {
    const coloured = (env: Record<string, string>) => {
      const { screen, text } = terminal({ isTTY: true }, env)
      screen.row(row())
      return text().includes('\x1b[')
    }
    expect([coloured({}), coloured({ NO_COLOR: '' }), coloured({ NO_COLOR: '1' }), coloured({ TERM: 'dumb' })]).toEqual(
      [true, true, false, false],
    )
  })

  test('keeps a live line shorter than the terminal, or it could not be taken back', () => {
    const { screen, text } = terminal({ isTTY: true, columns: 40 }, { NO_COLOR: '1', LANG: 'C.UTF-8' })
    screen.live('x'.repeat(200))
    expect(text().length).toBeLessThan(40)
  })

  test('falls back to ASCII where the locale does not say UTF-8', () => {
    const { screen, text } = terminal({ isTTY: false }, { LC_ALL: 'C' })
    screen.row(row({ words: 'No' }))
    screen.scene('a …')
    expect(text()).toContain('+ answered')
    expect(text()).toContain('"No"')
    expect(text()).toContain('a ...')
  })
})

test('with --json only small talk is said, and not on stdout', () => {
  let said = ''
  const screen = quietScreen({
    write(text) {
      said += text
    },
  })
  screen.act(1, 'a', 'b')
  screen.scene('c')
  screen.row(row())
  screen.live('d')
  screen.command('e')
  screen.line('')
  screen.line('a download')
  expect(said).toBe('a download\n')
})
