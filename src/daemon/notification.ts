import { existsSync } from 'node:fs'
import { join } from 'node:path'

export interface Notice {
  readonly title: string
  readonly text: string
}

/** How this system shows a notice: a program and what it is given. No text is ever part of a script. */
export interface Notifier {
  readonly argv: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
}

type Env = Readonly<Record<string, string | undefined>>

/** What a program needs to find the desktop; nothing else of the environment is its business. */
const desktop = [
  'DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR', 'HOME', 'LANG', 'PATH', 'SystemRoot',
] // biome-ignore format: a list

const appleScript = ['on run argv', 'display notification (item 2 of argv) with title (item 1 of argv)', 'end run']

const powerShell = [
  'Add-Type -AssemblyName System.Windows.Forms;',
  '$icon = New-Object System.Windows.Forms.NotifyIcon;',
  '$icon.Icon = [System.Drawing.SystemIcons]::Information; $icon.Visible = $true;',
  '$icon.ShowBalloonTip(10000, $env:WARMKEY_TITLE, $env:WARMKEY_TEXT, "Info");',
  'Start-Sleep -Seconds 10; $icon.Dispose()',
].join(' ')

/** The program for this system; `null` where there is no desktop or no such program. `exists` looks for a file. */
export function notifierFor(
  { title, text }: Notice,
  { platform, env, exists }: { platform: string; env: Env; exists: (path: string) => boolean },
): Notifier | null {
  const kept = Object.fromEntries(desktop.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
  if (platform === 'darwin') {
    const lines = appleScript.flatMap((line) => ['-e', line])
    return { argv: ['/usr/bin/osascript', ...lines, title, text], env: kept }
  }
  if (platform === 'win32') {
    const program = `${env.SystemRoot ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`
    if (!exists(program)) return null
    const argv = [program, '-NoProfile', '-NonInteractive', '-WindowStyle', 'Hidden', '-Command', powerShell] as const
    return { argv: [...argv], env: { ...kept, WARMKEY_TITLE: title, WARMKEY_TEXT: text } }
  }
  if (env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined) return null
  const program = (env.PATH ?? '')
    .split(':')
    .filter((directory) => directory.startsWith('/'))
    .map((directory) => join(directory, 'notify-send'))
    .find(exists)
  return program === undefined ? null : { argv: [program, '--app-name=warmkey', '--', title, text], env: kept }
}

/** Shows it where there is somebody to see it, and says nothing where not. Nobody waits for it. */
export function showNotice(notice: Notice, { platform, env }: { platform: string; env: Env }): void {
  const notifier = notifierFor(notice, { platform, env, exists: existsSync })
  if (notifier === null) return
  try {
    Bun.spawn([...notifier.argv], { env: { ...notifier.env }, stdio: ['ignore', 'ignore', 'ignore'] }).unref()
  } catch {
    // A desktop that cannot be told is no reason to stop.
  }
}
