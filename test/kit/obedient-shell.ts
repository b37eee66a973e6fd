/** The shell of that person: what is exported there stays, as in a window that is not closed. */
import { readFileSync } from 'node:fs'
import { CannotFollow } from './cannot-follow.ts'
import type { DoctorWorld } from './doctor-world.ts'
import { layOutTools } from './obedient-tools.ts'

/** What a shell sets by itself. */
const own: ReadonlySet<string> = new Set(['_', 'SHLVL', 'PWD', 'OLDPWD'])

const keep = (file: string): string => `code=$?; env -0 >${file}; exit $code`

/** Runs the command in a real bash and takes its environment over; throws {@link CannotFollow} with its words when it fails. */
export async function typed(command: string, world: DoctorWorld): Promise<void> {
  const tools = layOutTools(world)
  const after = world.scratch.write('person/environment', '')
  const bash = ['/bin/bash', '--norc', '--noprofile', '-c']
  // Where something is asked on the terminal, the person says yes to it.
  const asks = /^warmkey doctor --fix$/.test(command)
  const script = asks ? ['script', '-qec', command, '/dev/null'] : [...bash, `${command}\n${keep(after)}`]
  // Whatever asks for a password gets the one that this person knows.
  const password = world.knows.get('the password')
  const child = Bun.spawn([...world.inside, ...script], {
    env: { ...world.env, PATH: `${tools}:${world.env.PATH}` },
    cwd: world.scratch.path('project'),
    stdin: asks ? new Blob(['y\n'.repeat(9)]) : password === undefined ? 'ignore' : new Blob([`${password}\n`]),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  if (code !== 0) throw new CannotFollow(`${command}: ${code} ${err || out}`)
  if (asks) return
  const entries = readFileSync(after, 'utf8')
    .split('\0')
    .flatMap((line): [string, string][] => {
      const at = line.indexOf('=')
      return at <= 0 ? [] : [[line.slice(0, at), line.slice(at + 1)]]
    })
    .filter(([name]) => !own.has(name))
  for (const name of Object.keys(world.env)) delete world.env[name]
  for (const [name, value] of entries) world.env[name] = name === 'PATH' ? value.replace(`${tools}:`, '') : value
  const asked = readFileSync(world.scratch.write('person/ran', world.scratch.read('person/ran')), 'utf8')
  world.scratch.write('person/ran', '')
  for (const line of asked.split('\n')) await world.does.get(line)?.()
}
