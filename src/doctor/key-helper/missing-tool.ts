import { statSync } from 'node:fs'
import { posix } from 'node:path'
import { shellWord } from '../fixes/fix-words.ts'
import type { HelperFault, HelperSetting } from './helper-faults.ts'

/** Folders that a login shell often has on its PATH and a client started elsewhere has not. */
const usual = [
  '.local/bin',
  'bin',
  '.cargo/bin',
  'go/bin',
  '.volta/bin',
  '.asdf/shims',
  '.local/share/mise/shims',
  '.bun/bin',
]
const system = [
  '/usr/local/bin',
  '/opt/homebrew/bin',
  posix.join('/', 'home', 'linuxbrew', '.linuxbrew', 'bin'),
  '/snap/bin',
  '/usr/local/sbin',
]

/** Where whoever makes a tool says how it is installed. */
const installs: Readonly<Record<string, string>> = {
  vault: 'https://developer.hashicorp.com/vault/install',
  op: 'https://developer.1password.com/docs/cli/get-started',
  aws: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
  gcloud: 'https://cloud.google.com/sdk/docs/install',
  az: 'https://learn.microsoft.com/cli/azure/install-azure-cli',
  jq: 'https://jqlang.org/download',
  node: 'https://nodejs.org/en/download',
  bw: 'https://bitwarden.com/help/cli',
  doppler: 'https://docs.doppler.com/docs/install-cli',
  pass: 'https://www.passwordstore.org',
}

/** Debian's package of it, where that has another name than the program. */
const packages: Readonly<Record<string, string>> = { 'secret-tool': 'libsecret-tools', jq: 'jq', python3: 'python3' }

/** What is said of a program that is not there: where it is, or how it comes here. */
export function missingTool(name: string, because: string, setting: HelperSetting): HelperFault {
  const { env, world } = setting
  const short = posix.basename(name)
  const folders = [...usual.map((folder) => `${world.home}/${folder}`), ...system]
  const elsewhere = name.includes('/') ? undefined : folders.find((folder) => isFile(`${folder}/${name}`))
  const alias = ['.bashrc', '.bash_aliases', '.zshrc', '.profile', '.zprofile']
    .map((file) => `${world.home}/${file}`)
    .find((file) => {
      const text = world.read(file)
      return (
        typeof text === 'string' &&
        text
          .split('\n')
          .some((line) => line.trimStart().startsWith(`alias ${name}=`) || line.trimStart().startsWith(`${name}()`))
      )
    })
  const install = installs[short]
  const bundle = packages[short]
  return {
    summary:
      alias !== undefined
        ? `The helper needs ${short}, ${because}, and that is a name of your own shell (${alias}), which sh does not know.`
        : `The helper needs ${short}, ${because}, and it is not on the PATH that Claude Code has.`,
    fix:
      alias !== undefined
        ? `Set apiKeyHelper in ${setting.place} to <the command that ${short} stands for>.`
        : elsewhere !== undefined
          ? `Type: export PATH=${shellWord(elsewhere)}:$PATH`
          : bundle !== undefined
            ? `Type: apt-get install ${bundle}`
            : install !== undefined
              ? `Install ${short} from ${install}.`
              : `Install ${short}.`,
    evidence: [
      `PATH: ${(env.PATH ?? '').split(':').slice(0, 8).join(':')}`,
      `a command that does without ${short} can stand in its place in apiKeyHelper of ${setting.place}`,
    ],
  }
}

/** Whether this PATH leads to a program of the name. */
export const isThere = (name: string, { env }: HelperSetting): boolean =>
  name.includes('/') ? isFile(name) : (env.PATH ?? '').split(':').some((folder) => isFile(`${folder || '.'}/${name}`))

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
