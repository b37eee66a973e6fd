/** What a person sees while the doctor still looks: one line, which goes away. */
import { expect } from 'bun:test'
import { doctorWorld } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'
import { warmkey } from '../kit/living-client.ts'
import { listener } from '../kit/odd-proxy.ts'
import { needs } from '../kit/parts.ts'
import { openTerminal, prompt } from '../kit/terminal.ts'

needs('tmux')(
  'a line on the terminal names what is still running, and is gone at the end',
  async () => {
    await using world = await doctorWorld()
    const port = await listener(world, () => {})
    world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${port}`
    await using terminal = await openTerminal(world.scratch, { env: world.env, cwd: world.scratch.path('project') })
    await terminal.line(`${warmkey} doctor --only endpoint-is-api`)
    const during = await terminal.shows('still looking')
    expect(during).toMatch(/^\d+ s {2}still looking: an API answers there$/m)
    const after = await terminal.shows(/The root:[\s\S]*ready>/)
    expect(after).not.toContain('still looking')
    // Where stderr is a file, nothing of that is written.
    await terminal.line('clear')
    world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${freePort()}`
    expect((await world.run('doctor')).err).toBe('')
    expect(await terminal.shows(prompt)).toContain(prompt)
  },
  30_000,
)
