import { noKey } from '../../kit/doctor-surprise.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'

/** Set, and not here: each is one place that this shell has not read. */
const missing = (name: string, set: (world: DoctorWorld) => void): Scenario => ({
  name,
  set: (world) => {
    noKey(world)
    set(world)
  },
  root: 'credential-found',
  cause: 'missing-credential',
  number: 1,
})

export const elsewhere: readonly Scenario[] = [
  missing(
    'set in a .env of the project',
    ({ scratch, key }) => void scratch.write('project/.env', `# mine\nANTHROPIC_API_KEY=${key}\n`),
  ),
  missing(
    'set in an .envrc that nobody loads',
    ({ scratch, key }) => void scratch.write('project/.envrc', `export ANTHROPIC_AUTH_TOKEN=${key}\n`),
  ),
  missing(
    'set for the services of systemd',
    ({ scratch, key }) => void scratch.write('home/.config/environment.d/50-key.conf', `ANTHROPIC_API_KEY=${key}\n`),
  ),
  missing(
    'set in a file that PAM reads no more',
    ({ scratch, key }) => void scratch.write('home/.pam_environment', `ANTHROPIC_AUTH_TOKEN DEFAULT=${key}\n`),
  ),
  missing('set under a name that nobody reads', ({ env, key }) => {
    env.CLAUDE_API_KEY = key
  }),
]
