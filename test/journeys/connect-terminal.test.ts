/** `connect` and `disconnect` as a person meets them: the change on the screen, a question, an answer. */
import { expect } from 'bun:test'
import { readFileSync } from 'node:fs'
import { makeConnectBench } from '../kit/connect-bench.ts'
import { warmkey } from '../kit/living-client.ts'
import { needs } from '../kit/parts.ts'
import { openTerminal, prompt } from '../kit/terminal.ts'

needs('tmux')(
  'the change is shown and asked about; no leaves everything, yes writes it, and disconnect asks as well',
  async () => {
    await using bench = await makeConnectBench()
    const before = '{\n  "model": "opus"\n}\n'
    const file = bench.scratch.write('home/.claude/settings.json', before)
    const now = () => readFileSync(file, 'utf8')
    await using terminal = await openTerminal(bench.scratch, { env: bench.env, cwd: bench.scratch.path('project') })

    await terminal.line(`${warmkey} connect claude-code`)
    const asked = await terminal.shows(`Write this to ${file}? [y/N]`)
    expect(asked).toContain(`+     "ANTHROPIC_BASE_URL": "${bench.gatewayUrl}",`)
    expect(asked).toContain('What is lost while connected')
    expect(asked).not.toContain('wk-')
    await terminal.line('n')
    await terminal.shows('warmkey: Nothing was changed.')
    expect(now()).toBe(before)

    await terminal.line(`clear; ${warmkey} connect claude-code`)
    await terminal.shows(`Write this to ${file}? [y/N]`)
    await terminal.line('y')
    const done = await terminal.shows(`claude-code is connected to warmkey at ${bench.gatewayUrl}`)
    expect(done).toContain('The daemon was not running and was started.')
    expect(JSON.parse(now()).env.ANTHROPIC_BASE_URL).toBe(bench.gatewayUrl)

    await terminal.line(`clear; ${warmkey} disconnect`)
    await terminal.shows('Put this back? [y/N]')
    await terminal.line('y')
    await terminal.shows('byte for byte.')
    await terminal.shows(new RegExp(`${prompt}\\s*$`))
    expect(now()).toBe(before)
  },
)
