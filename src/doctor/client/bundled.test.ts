import { expect, test } from 'bun:test'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import type { ClientWorld } from '../../clients/client.ts'
import { bundled } from './bundled.ts'

const worldOf = (scratch: Scratch, path = ''): ClientWorld =>
  ({
    env: { PATH: path },
    home: scratch.path('home'),
    cwd: scratch.path('project'),
    platform: 'linux',
    read: () => null,
    list: () => [],
    policies: { machine: null, user: null },
  }) satisfies ClientWorld

test('what editors and libraries bring along', () => {
  using scratch = makeScratch()
  scratch.write('home/.vscode/extensions/anthropic.claude-code-2.1.5-linux-x64/package.json', '{}')
  scratch.write('home/.cursor/extensions/anthropic.claude-code-2.1.4/package.json', '{}')
  scratch.write('home/.cursor/extensions/.obsolete', '{"anthropic.claude-code-2.1.4":true}')
  scratch.write('home/.local/share/JetBrains/IntelliJIdea2026.2/claude-code-jetbrains-plugin/x', '')
  scratch.write('project/node_modules/@anthropic-ai/claude-agent-sdk/package.json', '{"claudeCodeVersion":"2.1.6"}')
  scratch.write(
    'project/.venv/lib/python3.13/site-packages/claude_agent_sdk/_cli_version.py',
    '__cli_version__ = "2.1.7"',
  )
  expect(bundled(worldOf(scratch)).map(({ whose, version }) => [whose, version])).toEqual([
    ['VS Code', '2.1.5'],
    ['JetBrains IntelliJIdea2026.2', null],
    ['Agent SDK (TypeScript)', '2.1.6'],
    ['Agent SDK (Python)', '2.1.7'],
  ])
})
