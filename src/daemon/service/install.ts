import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { WarmkeyError } from '../../errors.ts'
import { ownProgram } from '../background.ts'
import { writePrivateFile } from '../private-file.ts'
import type { StatePlace } from '../state-directory.ts'
import { serviceManagers } from './index.ts'
import type { Argv, ServiceManager, ServicePlan, ServiceSpec } from './service.ts'

/** Variables that decide where files and commands are found; a proxy only where its address holds no password. */
const keptNames = [
  'PATH', 'WARMKEY_CONFIG', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'LANG', 'APPDATA', 'LOCALAPPDATA', 'SystemRoot',
  'HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy', 'SSL_CERT_FILE', 'SSL_CERT_DIR',
] // biome-ignore format: a list

/** The service of this user: the manager of this system and what it would be told. */
export interface UserService {
  readonly manager: ServiceManager
  readonly plan: ServicePlan
}

export function specOf({ env, home, platform }: StatePlace): ServiceSpec {
  const kept = Object.fromEntries(
    keptNames.flatMap((name) => {
      const value = env[name]
      return value === undefined || value === '' || /:\/\/[^/]*@/.test(value) ? [] : [[name, value]]
    }),
  )
  const name = userInfo().username
  const user = platform === 'win32' && env.USERDOMAIN !== undefined ? `${env.USERDOMAIN}\\${name}` : name
  return { program: ownProgram(platform), home, env: kept, uid: process.getuid?.() ?? 0, user }
}

/** Throws `service-unavailable` on a system whose services nobody has described yet. */
export function serviceOf(place: StatePlace): UserService {
  const manager = serviceManagers.find(({ platform }) => platform === place.platform)
  if (manager === undefined) {
    throw new WarmkeyError('service-unavailable', `warmkey knows no service manager of ${place.platform}.`, {
      remedy: 'Let your own run: warmkey serve',
      transient: false,
    })
  }
  return { manager, plan: manager.plan(specOf(place)) }
}

/** Runs one command of a service manager with the user's environment. */
export type Tell = (argv: Argv) => { readonly code: number; readonly said: string }

export const teller =
  (env: StatePlace['env']): Tell =>
  (argv) => {
    const given = Object.fromEntries(
      Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined),
    )
    try {
      const { exitCode, stderr, stdout } = Bun.spawnSync([...argv], { env: given, stdin: 'ignore' })
      return { code: exitCode, said: `${stderr.toString()}${stdout.toString()}`.trim().split('\n')[0] ?? '' }
    } catch {
      return { code: 127, said: `${argv[0]} is not there` }
    }
  }

export const isInstalled = ({ plan }: UserService): boolean => existsSync(plan.path)

/** Whether its manager serves this user here; in a container or over `su` it often does not. */
export const isServed = ({ plan }: UserService, tell: Tell): boolean => tell(plan.probe).code === 0

/** Throws `service-unavailable` with what the manager said, where it does not serve this user. */
export function mustServe({ manager, plan }: UserService, tell: Tell): void {
  const { code, said } = tell(plan.probe)
  if (code === 0) return
  throw new WarmkeyError('service-unavailable', `${manager.name} does not serve this user here: ${said}.`, {
    remedy: 'Start it with `warmkey up`, or let a supervisor of your own run `warmkey serve`.',
    transient: false,
  })
}

/** Writes the file and has it started. Throws `service-unavailable` with what the manager said. */
export function installService({ manager, plan }: UserService, tell: Tell): void {
  mkdirSync(dirname(plan.path), { recursive: true })
  writePrivateFile(plan.path, plan.text, plan.encoding)
  for (const argv of plan.install) must(tell(argv), argv, manager)
}

/** Takes it away; `false` where there was none. */
export function uninstallService({ plan }: UserService, tell: Tell): boolean {
  if (!existsSync(plan.path)) return false
  for (const argv of plan.uninstall) tell(argv)
  rmSync(plan.path, { force: true })
  return true
}

function must({ code, said }: ReturnType<Tell>, argv: Argv, manager: ServiceManager): void {
  if (code === 0) return
  throw new WarmkeyError('service-unavailable', `${manager.name} refused \`${argv.join(' ')}\`: ${said}.`, {
    remedy: 'Try that command by hand; `warmkey up` works without a service.',
  })
}
