import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'
import { type ClientHere, clientHere } from '../client/client-here.ts'
import type { Installation } from '../client/installations.ts'
import { removalOf } from '../client/manners.ts'
import { shellWord } from '../fixes/fix-words.ts'

/** The installer of the vendor, which needs no Node.js. Source: https://code.claude.com/docs/en/setup */
const installer = (platform: string): string =>
  platform === 'win32' ? 'irm https://claude.ai/install.ps1 | iex' : 'curl -fsSL https://claude.ai/install.sh | bash'

/** Which Claude Code a shell starts here, whether it can be started, and whether another one is in the way. */
export const clientInstalled: Check = {
  id: 'client-installed',
  title: 'One Claude Code is installed',
  group: 'client',
  needs: [],
  async run(bench, signal) {
    const here = await clientHere(bench, signal)
    const { first, fault, others } = here
    const { home, platform } = bench.world
    if (first === null) return notFound(here, bench.world.env.SHELL, platform)
    if (fault !== null)
      return {
        status: 'wrong',
        cause: 'config-file',
        summary: `Claude Code does not start: ${first.path} ${fault.fact}.`,
        evidence: [
          first.path === first.file ? first.path : `${first.path} -> ${first.file}`,
          ...(fault.needsNode ? ['that of the installer needs no Node.js; or get a newer one: nvm install --lts'] : []),
        ],
        // npm is run by Node.js itself, so without that nothing of it can be typed.
        fix: `Type: ${fault.noNode ? `rm ${shellWord(first.path)}` : removalOf(first)} && ${installer(platform)}`,
      }
    if (first.version === null) return skip(`${first.path} lies in this project, so it was not run`)
    const missing = here.alias?.target ?? null
    if (here.alias !== null && missing !== null && !existsSync(missing))
      return warn(
        `The alias of ${here.alias.file}, line ${here.alias.line}, starts ${missing}, which is not there.`,
        [`${here.alias.file}:${here.alias.line}: claude`, ...listed(here)],
        `Type: sed -i.bak ${here.alias.line}d ${shellWord(here.alias.file)} && unalias claude`,
      )
    const other = others.find(({ version }) => version !== first.version)
    if (other !== undefined)
      return warn(
        `There are two Claude Codes, ${said(first)} and ${said(other)}, and the first on the PATH is started.`,
        [...listed(here), `or, if you want the other one: ${removalOf(first)}`],
        `Type: ${removalOf(other)}`,
      )
    const aside = [
      ...here.hidden.map(({ path, version }) => `${path}${version === null ? '' : ` (${version})`}`),
      ...here.bundled.map(({ whose, version }) => `${whose}${version === null ? '' : ` ${version}`}`),
    ]
    const alias = here.alias === null ? '' : `, behind the alias of ${short(here.alias.file, home)}`
    return ok(
      `${first.version}, ${first.path}${alias}${aside.length === 0 ? '' : `; not started by a shell: ${aside.join(', ')}`}`,
    )
  },
}

const warn = (summary: string, evidence: readonly string[], fix: string): Complaint => ({
  status: 'warn',
  cause: 'config-file',
  summary,
  evidence,
  fix,
})

const short = (file: string, home: string): string =>
  file.startsWith(`${home}/`) ? `~${file.slice(home.length)}` : file

const said = ({ version }: Installation): string => version ?? 'one without a version'

/** A line for each, with what starts it. */
const listed = ({ first, others, hidden, bundled }: ClientHere): string[] => [
  ...[...(first === null ? [] : [first]), ...others].map((each) => `${each.path}: ${said(each)} (${each.manner})`),
  ...hidden.map((each) => `${each.path}: ${said(each)}, not on the PATH`),
  ...bundled.map(({ whose, path, version }) => `${path}: ${version ?? 'no version'}, of ${whose}`),
]

/** Nothing on the PATH can be started: for whatever is left, how it comes back. */
function notFound(here: ClientHere, shell: string | undefined, platform: string) {
  const [broken] = here.broken
  const { alias } = here
  const reached = alias?.target !== undefined && alias.target !== null && existsSync(alias.target)
  if (alias !== null && reached) return skip(`${alias.target} is started by an alias, and was not run`)
  if (broken !== undefined)
    return {
      status: 'wrong',
      cause: 'config-file',
      summary:
        broken.why === 'dangling'
          ? `${broken.path} is a link to a Claude Code that is not there any more.`
          : `${broken.path} may not be run: it is not executable.`,
      evidence: here.broken.map(({ path, why }) => `${path}: ${why}`),
      fix:
        broken.why === 'dangling'
          ? `Type: rm ${shellWord(broken.path)} && ${installer(platform)}`
          : `Type: chmod +x ${shellWord(broken.path)}`,
    } satisfies Complaint
  const [hidden] = here.hidden
  if (hidden !== undefined) {
    const folder = dirname(hidden.path)
    return warn(
      `Claude Code is installed (${hidden.path}), but ${folder} is not on the PATH of this shell.`,
      listed(here),
      shell?.endsWith('/fish') === true ? `Type: fish_add_path ${folder}` : `Type: export PATH="${folder}:$PATH"`,
    )
  }
  const [brought] = here.bundled
  return doesNotApply(
    brought === undefined
      ? '`claude` is not on the PATH'
      : `\`claude\` is not on the PATH; ${brought.whose} brings ${brought.version ?? 'one'} along`,
  )
}
