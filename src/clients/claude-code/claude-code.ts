import type { Client } from '../client.ts'
import { parseClaudeArgs } from './argv.ts'
import { claudeConnection } from './connection.ts'
import { launch } from './launch.ts'
import { readLayers } from './layers.ts'
import { managedObstacle } from './obstacle.ts'
import { resolve } from './resolve.ts'

/** Anthropic's Claude Code, by its name: `claude`, `claude.exe`, `/any/path/claude`. */
export const claudeCode: Client = {
  id: 'claude-code',
  summary: 'Claude Code: the credential and base URL of its settings files, its helper or the shell.',
  matches: (command) => /(?:^|[\\/])claude(?:\.exe|\.cmd)?$/i.test(command),
  find: resolve,
  obstacle: (world, args, dialect) => managedObstacle(readLayers(world, parseClaudeArgs(args)), world.env, dialect),
  launch,
  connection: claudeConnection,
}
