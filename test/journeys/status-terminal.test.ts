/** `status --watch` as a person sees it. */
import { expect } from 'bun:test'
import { daemonHome } from '../kit/daemon-home.ts'
import { warmkey } from '../kit/living-client.ts'
import { needs } from '../kit/parts.ts'
import { openTerminal, prompt } from '../kit/terminal.ts'

needs('tmux')('watching stays on one screen, says what does not fit, and leaves its last picture behind', async () => {
  await using home = daemonHome()
  const profile = (host: string) => ({ source: { type: 'env', name: 'KEY' }, upstream: { url: `https://${host}` } })
  home.configure({ listen: { port: 0 }, profiles: { one: profile('a.example'), two: profile('b.example') } })
  await home.warmkey('up')
  await using terminal = await openTerminal(home.scratch, { env: home.env, cwd: home.scratch.path('project') })
  await terminal.resize(90, 6)

  await terminal.line(`${warmkey} status --watch`)
  const watched = await terminal.shows('more lines: warmkey status')
  expect(watched).toContain('one → https://a.example')
  expect(watched).not.toContain('two → https://b.example')
  await terminal.resize(90, 30)
  const whole = await terminal.shows('two → https://b.example')
  expect(whole).not.toContain(prompt)
  expect(whole).not.toContain('more lines')

  await terminal.press('C-c')
  const left = await terminal.shows(new RegExp(`${prompt}\\s*$`))
  expect(left.match(/one → https/g)).toHaveLength(1)
})
