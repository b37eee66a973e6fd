import { expect, test } from 'bun:test'
import type { WarmkeyContext } from '../context.ts'
import { type Connected, reportConnected } from './report.ts'

const given: Connected = {
  client: 'claude-code',
  plan: {
    mode: 'gateway',
    scope: 'user',
    gatewayUrl: 'http://127.0.0.1:9276',
    localKey: 'wk-never-shown',
    helper: '',
    dialect: 'messages',
    upstreamUrl: 'https://llm.example',
  },
  profile: 'work',
  target: { path: '/s.json', file: '/dotfiles/s.json', bytes: null, text: null, mode: null },
  notes: { stillWins: [], lost: [], remarks: [] },
  installed: { path: '/bin/claude', version: '2.1.329' },
  state: 'connected',
  started: true,
  isService: false,
  proof: null,
  diff: 'a diff',
  asJson: false,
}

function told(more: Partial<Connected> = {}): string {
  let out = ''
  const stdout = {
    isTTY: false,
    write: (text: string) => {
      out += text
    },
  }
  reportConnected({ process: { stdout }, env: {} } as unknown as WarmkeyContext, { ...given, ...more })
  return out
}

test('what was done, how to take it back, and what else happened', () => {
  expect(told()).toBe(
    [
      'claude-code is connected to warmkey at http://127.0.0.1:9276, profile "work". To put everything back: warmkey disconnect claude-code',
      'The daemon was not running and was started.',
      'After a reboot claude-code has nobody to talk to until the daemon runs: `warmkey up --install` starts it with each login.',
      'Written through the link to /dotfiles/s.json.',
      'A claude-code that runs already keeps its old settings: start it anew.',
      'It was not tried: `warmkey connect claude-code --prove` sends one real request.',
      '',
    ].join('\n'),
  )
})

test.each<[string, Partial<Connected>, string]>([
  [
    'proven',
    { proof: { answered: true, through: true, text: 'ready' } },
    'Proven: claude-code answered a real request by way of warmkey: ready',
  ],
  [
    'proven as a helper',
    { proof: { answered: true, through: null, text: 'ready' } },
    'Proven: claude-code answered a real request: ready',
  ],
  [
    'another way',
    { proof: { answered: true, through: false, text: 'ready' } },
    'Not proven: claude-code answered, but not by way of warmkey.',
  ],
  [
    'no answer',
    { proof: { answered: false, through: null, text: 'API Error' } },
    'Not proven: claude-code was asked for one word and said: API Error',
  ],
  ['not installed', { installed: null }, 'claude-code is not installed here, so it was not tried.'],
  ['planned', { state: 'planned' }, 'Nothing was written (--dry-run). It would connect claude-code'],
  ['unchanged', { state: 'unchanged' }, 'was connected to warmkey at http://127.0.0.1:9276 already'],
])('%s', (_, more, sentence) => {
  expect(told(more)).toContain(sentence)
})

test('where the system starts the daemon, nobody has to', () => {
  expect(told({ isService: true })).not.toContain('After a reboot')
})

test('neither text nor JSON shows the key', () => {
  expect(told()).not.toContain('wk-never-shown')
  expect(told({ asJson: true })).not.toContain('wk-never-shown')
  expect(JSON.parse(told({ asJson: true }))).toMatchObject({ version: 1, state: 'connected', file: '/dotfiles/s.json' })
})
