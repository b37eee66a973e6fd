/**
 * Variables that say where a program runs and not as whom: they differ from terminal to terminal, and no source gives
 * another key because of them. Whatever is not listed makes another environment, so that two accounts never share one
 * credential; a variable that is missing here costs one more call to the source and nothing else.
 */
const ofTheTerminal: ReadonlySet<string> = new Set([
  '_', 'COLORTERM', 'COLUMNS', 'GPG_TTY', 'INSIDE_EMACS', 'LINES', 'LS_COLORS', 'OLDPWD', 'PWD', 'SHELL_SESSION_ID',
  'SHLVL', 'SSH_CLIENT', 'SSH_CONNECTION', 'SSH_TTY', 'STARSHIP_SESSION_KEY', 'STY', 'TERM', 'TERMINAL_EMULATOR',
  'TMUX', 'TMUX_PANE', 'VTE_VERSION', 'WINDOW', 'WINDOWID', 'WINDOWPATH', 'WT_PROFILE_ID', 'WT_SESSION',
  'XDG_ACTIVATION_TOKEN', 'XDG_SESSION_ID', 'XDG_VTNR', 'DESKTOP_STARTUP_ID', 'INVOCATION_ID', 'JOURNAL_STREAM',
]) // biome-ignore format: a list

const ofTheTerminalBy = /^(?:ALACRITTY_|GHOSTTY_|GNOME_TERMINAL_|ITERM_|KITTY_|KONSOLE_|TERM_|VSCODE_|WEZTERM_|ZELLIJ)/

/** What of an environment may change the answer of a source, in one order: two that give the same text may share one. */
export function identityOfEnv(env: Readonly<Record<string, string | undefined>>): string {
  const counting = Object.entries(env).filter(
    ([name, value]) => value !== undefined && !ofTheTerminal.has(name) && !ofTheTerminalBy.test(name),
  )
  return JSON.stringify(counting.sort(([a], [b]) => (a < b ? -1 : 1)))
}
