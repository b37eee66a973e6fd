import type { WarmkeyCommand } from './command.ts'
import { use as command } from './profile/routes.ts'

export const use: WarmkeyCommand = { name: 'use', brief: command.brief, command }
