import { clientEnv, warmkey } from './living-client.ts'
import type { Scratch } from './scratch.ts'

/** What somebody sees who sends one prompt. */
export interface Seen {
  readonly screen: string
  readonly errors: string
  readonly exitCode: number
}

/** `warmkey run [flags] -- claude -p …` in the scratch project. */
export async function onePrompt(
  client: string,
  scratch: Scratch,
  options: {
    readonly flags?: readonly string[]
    readonly env?: Readonly<Record<string, string>>
    readonly args?: readonly string[]
  } = {},
): Promise<Seen> {
  scratch.write('project/readme', '')
  const child = Bun.spawn(
    [warmkey, 'run', ...(options.flags ?? []), '--', client, '-p', 'hello', ...(options.args ?? [])],
    {
      env: clientEnv(scratch, options.env),
      cwd: scratch.path('project'),
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
    },
  )
  const [screen, errors, exitCode] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  return { screen: screen.trim(), errors: errors.trim(), exitCode }
}
