import { expect, test } from 'bun:test'
import { checkout } from '../../../test/kit/living-client.ts'
import { needs } from '../../../test/kit/parts.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { openTerminal } from '../../../test/kit/terminal.ts'
import { scripts } from './scripts.ts'

const shells = [
  ['bash', ['bash', '--norc', '--noprofile', '-i'], '', /^%%$/m],
  ['zsh', ['zsh', '-f', '-i'], 'autoload -Uz compinit && compinit -u; ', /^%$/m],
  ['fish', ['fish', '--no-config', '-i'], '', /^(?!ready).*[>#]$/m],
] as const

for (const [shell, argv, before, ready] of shells) {
  const parts = shell === 'bash' ? ['tmux'] : ['tmux', shell]
  needs(...parts)(`${shell} completes commands, flags and names of profiles`, async () => {
    using scratch = makeScratch()
    const profile = { source: { type: 'env', name: 'K' }, upstream: { url: 'https://x.example' } }
    const profiles = { 'corp-eu': profile }
    scratch.write('home/.config/warmkey/config.jsonc', JSON.stringify({ profiles }))
    scratch.write('project/some-file', '')
    const env = { PATH: `${checkout}/bin:/usr/local/bin:/usr/bin:/bin`, HOME: scratch.path('home') }
    await using terminal = await openTerminal(scratch, { env, cwd: scratch.path('project') })
    await terminal.line(`exec env PS1='%% ' ${argv.join(' ')}`)
    // What is typed before a shell reads may be lost.
    await terminal.shows(ready)
    const load = shell === 'fish' ? 'warmkey completion fish | source' : `eval "$(warmkey completion ${shell})"`
    await terminal.line(`${before}${load}; echo loaded`)
    await terminal.shows(/^loaded$/m)
    // The beginning of a word, and Tab does the rest.
    await terminal.type('warmkey disco')
    await terminal.press('Tab')
    await terminal.shows('warmkey disconnect')
    await terminal.type('--sco')
    await terminal.press('Tab')
    await terminal.shows('disconnect --scope')
    await terminal.press('C-u')
    await terminal.type('warmkey profile sho')
    await terminal.press('Tab')
    await terminal.shows('warmkey profile show')
    await terminal.type('co')
    await terminal.press('Tab')
    await terminal.shows('warmkey profile show corp-eu')
    await terminal.press('C-u')
    await terminal.type('warmkey run --profile co')
    await terminal.press('Tab')
    await terminal.shows('run --profile corp-eu')
    await terminal.press('C-u')
    // Behind -- the shell offers what it always does.
    await terminal.type('warmkey run -- cat some-f')
    await terminal.press('Tab')
    await terminal.shows('cat some-file')
  })
}

test('nothing of what is typed is evaluated', () => {
  for (const script of Object.values(scripts)) expect(script).not.toMatch(/\beval\b/)
})
