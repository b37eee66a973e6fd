import type { Place } from './signature.ts'

/** What people call the places of a card's checks; empty for what holds everywhere. */
export const placeNames: Readonly<Record<Place, string>> = {
  any: '',
  macos: 'macOS',
  linux: 'Linux',
  windows: 'Windows',
  wsl: 'WSL',
  container: 'container',
  ssh: 'SSH',
  ci: 'CI',
  vscode: 'VS Code',
}
