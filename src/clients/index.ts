import { claudeCode } from './claude-code/claude-code.ts'
import type { Client } from './client.ts'
import { generic } from './generic.ts'
import { opencode } from './opencode/opencode.ts'

/** Every tool that warmkey knows, the most particular first: the first that matches a command is the one. */
export const clients: readonly Client[] = [claudeCode, opencode, generic]

/** The client for a command; `generic` matches everything that no other does. */
export function clientFor(command: string): Client {
  return clients.find((client) => client.matches(command)) ?? generic
}
