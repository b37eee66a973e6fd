// Everything that a test needs and npm does not bring: the one list from which tests learn what is missing, `npm test`
// what to tell a person, and .ci/run what to install. Run by itself with --missing-debian it prints those packages.

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { clientFile, clientVersions } from './clients.mjs'
import { npmCommand } from './npm-ci.mjs'
import { opencodeFile, opencodeVersion } from './opencode.mjs'
import { findPython, pythonFile } from './python.mjs'
import { vaultFile } from './vault.mjs'

/**
 * A part is a command of the system (`command`, and its Debian package), a Claude Code (`client`, its version),
 * another fetched program (`file`), or something that a command can reach (`probe`).
 */
export const parts = [
  { name: 'tmux', what: 'a terminal as a person sees it', command: 'tmux', debian: 'tmux' },
  { name: 'setpriv', what: 'another user than root', command: 'setpriv', debian: 'util-linux' },
  { name: 'faketime', what: 'a wrong clock', command: 'faketime', debian: 'faketime' },
  { name: 'zsh', what: 'a shell whose completion is tried', command: 'zsh', debian: 'zsh' },
  { name: 'fish', what: 'another shell whose completion is tried', command: 'fish', debian: 'fish' },
  { name: 'nginx', what: 'a reverse proxy to stand beside', command: 'nginx', debian: 'nginx-light' },
  { name: 'mitmproxy', what: 'a corporate proxy that opens TLS', command: 'mitmdump', debian: 'mitmproxy' },
  { name: 'dnsmasq', what: 'a resolver that lies', command: 'dnsmasq', debian: 'dnsmasq-base', root: true },
  { name: 'dbus', what: 'a session bus', command: 'dbus-daemon', debian: 'dbus' },
  { name: 'gnome-keyring', what: 'a keyring', command: 'gnome-keyring-daemon', debian: 'gnome-keyring' },
  { name: 'secret-tool', what: 'who asks a keyring', command: 'secret-tool', debian: 'libsecret-tools' },
  {
    name: 'systemd',
    what: 'the service manager of a user, which root can start',
    command: 'systemctl',
    debian: 'systemd',
    root: true,
  },
  { name: 'jq', what: 'who reads JSON in a line that a person types', command: 'jq', debian: 'jq' },
  { name: 'ip', what: 'a network of its own', command: 'ip', debian: 'iproute2' },
  { name: 'npm-registry', what: 'the registry that npm is set to', probe: ['view', 'bun', 'version'] },
  ...clientVersions.map((version) => ({
    name: `claude-${version}`,
    what: `Claude Code ${version}`,
    client: version,
  })),
  { name: `opencode-${opencodeVersion}`, what: 'opencode, the second tool that is connected', file: opencodeFile },
  {
    name: 'vault',
    what: 'HashiCorp Vault, built from its Go modules',
    file: vaultFile,
    get: 'node scripts/vault.mjs (needs Go)',
  },
  {
    name: 'python-venv',
    what: 'a Python that can make environments',
    file: () => findPython().command ?? null,
    debian: 'python3-venv',
  },
  {
    name: 'python',
    what: 'Python with boto3 and moto',
    file: pythonFile,
    get: 'node scripts/python.mjs (needs Python)',
  },
  { name: 'postgresql', what: 'a database for the leases of Vault', file: postgresFolder, debian: 'postgresql' },
]

/** The path of the part on this machine, or `null`. Throws for a name that is not in the list. */
export function findPart(name) {
  const part = parts.find((each) => each.name === name)
  if (part === undefined) throw new Error(`there is no part "${name}" in scripts/parts.mjs`)
  if (part.root && process.getuid?.() !== 0) return null
  if (part.client) return clientFile(part.client)
  if (part.file) return part.file()
  return part.probe ? reach(part.probe) : findCommand(part.command)
}

/** What to type to get the part. */
export function howToGet(name) {
  const part = parts.find((each) => each.name === name)
  if (part?.debian) return `apt-get install ${part.debian}`
  if (part?.get) return part.get
  if (part?.file) return 'node scripts/opencode.mjs'
  return part?.probe ? 'connect to the network' : 'node scripts/clients.mjs'
}

/** The programs of the newest PostgreSQL here: Debian keeps them off the PATH. */
function postgresFolder() {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).filter((name) => /^\d+$/.test(name)) : []
  const debian = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(root, version, 'bin'))
  const onPath = findCommand('initdb')
  const folders = [...debian, ...(onPath === null ? [] : [dirname(onPath)])]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl'))) ?? null
}

/** What npm was asked, if it got an answer. */
function reach(args) {
  const npm = npmCommand()
  const run = spawnSync(npm.file, [...npm.args, ...args, '--fetch-retries=0', '--fetch-timeout=10000'], {
    timeout: 30_000,
  })
  return run.status === 0 ? `npm ${args.join(' ')}` : null
}

/** Daemons live in sbin, which the PATH of a user who is not root may lack. */
function findCommand(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin']
  const names = process.platform === 'win32' ? [`${command}.exe`] : [command]
  const files = folders.filter((folder) => folder !== '').flatMap((folder) => names.map((name) => join(folder, name)))
  return files.find((file) => existsSync(file)) ?? null
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const missing = parts.filter((part) => part.debian && findPart(part.name) === null)
  if (process.argv.includes('--missing-debian')) console.log(missing.map((part) => part.debian).join('\n'))
  else
    for (const part of parts) console.log(`${part.name}: ${findPart(part.name) ?? `missing (${howToGet(part.name)})`}`)
}
