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

/** Every command, in the order of help. */
export const commands: readonly WarmkeyCommand[] = [
  run,
  init,
  connect,
  disconnect,
  profile,
  use,
  login,
  token,
  invalidate,
  up,
  down,
  status,
  serve,
  statusline,
  whoami,
  doctor,
  check,
  report,
  explain,
  demo,
  emulate,
  completion,
]
