import { expect, test } from 'bun:test'
import { readFileSync, statSync } from 'node:fs'
import { warmkey } from '../../../test/kit/living-client.ts'
import { needs } from '../../../test/kit/parts.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { openTerminal, prompt, type Terminal } from '../../../test/kit/terminal.ts'
import { wordWrapped } from './asker.ts'

test('lines are broken between words', () => {
  expect(wordWrapped('one two three', 8)).toBe('one two\nthree')
  expect(wordWrapped('averylongword of it', 5)).toBe('averylongword\nof it')
})

async function atTerminal(scratch: Scratch): Promise<Terminal> {
  scratch.write('home/readme', '')
  scratch.write('project/readme', '')
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: scratch.path('home'),
    XDG_STATE_HOME: scratch.path('state'),
    EDITOR: scratch.write('bin/editor', '#!/bin/sh\nsed -i -e "$(cat ../edit)" "$1"\n', 0o755),
  }
  return openTerminal(scratch, { env, cwd: scratch.path('project') })
}

needs('tmux')('a profile is asked for with arrow keys, shown, and written after a yes', async () => {
  using scratch = makeScratch()
  await using terminal = await atTerminal(scratch)
  const file = scratch.path('home/.config/warmkey/config.jsonc')
  await terminal.line(`${warmkey} profile add`)
  await terminal.shows('Where does the key come from?')
  await terminal.press('Down', 'Down')
  await terminal.shows(/● file/)
  await terminal.press('Enter')
  await terminal.shows('The file, as a whole path')
  await terminal.line('key')
  await terminal.shows('It must be a whole path, or begin with "~/".')
  await terminal.press('C-u')
  await terminal.line('~/key')
  await terminal.shows('Address of the API')
  await terminal.press('Enter')
  await terminal.shows('Name of the profile')
  await terminal.press('Enter')
  const asked = await terminal.shows(`Write this to ${file}?`)
  expect(asked).toContain('+       "source": { "type": "file", "path": "~/key" },')
  await terminal.type('y')
  const done = await terminal.shows('Try it: warmkey run --profile work -- claude')
  expect(done.match(/"source": \{ "type": "file"/g)).toHaveLength(1)
  await terminal.shows(new RegExp(`${prompt}\\s*$`))
  expect(readFileSync(file, 'utf8')).toContain('"upstream": { "url": "https://api.anthropic.com" }')
  expect(statSync(file).mode & 0o777).toBe(0o600)

  // Removing asks with a line, after what still uses it.
  await terminal.line(`clear; ${warmkey} use work --directory . && clear && ${warmkey} profile remove work`)
  const remove = await terminal.shows(`Write this to ${file}? [y/N]`)
  expect(remove).toContain('is bound to it, and will be bound to none.')
  const before = readFileSync(file)
  await terminal.line('')
  await terminal.shows('warmkey: Nothing was changed.')
  expect(readFileSync(file).equals(before)).toBe(true)
})

needs('tmux')('Ctrl-C in the middle changes nothing and leaves the terminal as it was', async () => {
  using scratch = makeScratch()
  await using terminal = await atTerminal(scratch)
  await terminal.line(`${warmkey} profile add; echo "code $?"`)
  await terminal.shows('Where does the key come from?')
  await terminal.press('C-c')
  await terminal.shows('code 2')
  await terminal.line('echo back to normal')
  await terminal.shows(/^back to normal$/m)
  expect(scratch.read('home/.config/warmkey/config.jsonc')).toBe('')
})

needs('tmux')('an editor works on a copy until it is whole', async () => {
  using scratch = makeScratch()
  await using terminal = await atTerminal(scratch)
  const file = scratch.write(
    'home/.config/warmkey/config.jsonc',
    '// mine\n{ "profiles": { "work": { "source": { "type": "env", "name": "K" }, "upstream": { "url": "https://x.example" } } } }\n',
  )
  const before = readFileSync(file, 'utf8')
  scratch.write('edit', 's/x.example/y.example/; s/"name"/"nam"/')
  await terminal.line(`${warmkey} profile edit work`)
  await terminal.shows('Edit it again? [y/N]')
  expect(readFileSync(file, 'utf8')).toBe(before)
  scratch.write('edit', 's/"nam"/"name"/')
  await terminal.line('y')
  await terminal.shows(`Write this to ${file}? [y/N]`)
  await terminal.line('y')
  await terminal.shows('The profile "work" is changed.')
  expect(readFileSync(file, 'utf8')).toBe(before.replace('x.example', 'y.example'))
})
