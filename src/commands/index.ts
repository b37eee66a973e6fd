import { check } from './check.ts'
import type { WarmkeyCommand } from './command.ts'
import { completion } from './completion.ts'
import { connect } from './connect.ts'
import { demo } from './demo.ts'
import { disconnect } from './disconnect.ts'
import { doctor } from './doctor.ts'
import { down } from './down.ts'
import { emulate } from './emulate.ts'
import { explain } from './explain.ts'
import { init } from './init.ts'
import { invalidate } from './invalidate.ts'
import { login } from './login.ts'
import { profile } from './profile.ts'
import { report } from './report.ts'
import { run } from './run.ts'
import { serve } from './serve.ts'
import { status } from './status.ts'
import { statusline } from './statusline.ts'
import { token } from './token.ts'
import { up } from './up.ts'
import { use } from './use.ts'
import { whoami } from './whoami.ts'

/** Commands that belong together, as help shows them. */
export interface CommandGroup {
  readonly title: string
  readonly commands: readonly WarmkeyCommand[]
}

export const groups: readonly CommandGroup[] = [
  { title: 'A tool with a warm key', commands: [run, connect, disconnect, token, invalidate] },
  { title: 'Where keys come from', commands: [init, profile, use, login] },
  { title: 'What runs in the background', commands: [up, down, status, statusline, serve] },
  { title: 'When a prompt is not answered', commands: [doctor, explain, whoami, check, report] },
  { title: 'To try it', commands: [demo, emulate, completion] },
]

/** Every command, in the order of help. */
export const commands: readonly WarmkeyCommand[] = groups.flatMap((group) => group.commands)
