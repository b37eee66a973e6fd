import { expect, test } from 'bun:test'
import { doctorWorld } from '../../../test/kit/doctor-world.ts'

test('the report and its JSON say which credential wins, and why', async () => {
  await using world = await doctorWorld()
  world.env.ANTHROPIC_API_KEY = world.key
  // A client of before the switch was known, which says only its version.
  world.scratch.write('bin/claude', '#!/bin/sh\necho "2.1.197 (Claude Code)"\n', 0o755)
  world.env.PATH = `${world.scratch.path('bin')}:${world.env.PATH}`
  world.env.CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD = '1'
  const { out } = await world.run('doctor', '--offline')
  expect(out).toMatch(
    /Which credential wins\n\n {2}=> ANTHROPIC_AUTH_TOKEN of the shell: used\n {2}\+ {2}ANTHROPIC_API_KEY/,
  )
  expect(out).toContain('This is how Claude Code 2.1.197 reads it; newer ones take')
  const json = JSON.parse((await world.run('doctor', '--offline', '--json')).out) as { ladder: object[] }
  expect(json.ladder).toMatchObject([
    { rung: 'ANTHROPIC_AUTH_TOKEN', scope: 'shell', place: 'the shell', state: 'used', winner: true },
    { rung: 'ANTHROPIC_API_KEY', scope: 'shell', place: 'the shell', state: 'beside', winner: false },
  ])
  expect(out + JSON.stringify(json)).not.toContain(world.key)
  expect((await world.run('doctor', '--only', 'directories')).out).not.toContain('Which credential wins')
})
