import type { Signature } from '../signature.ts'

export const keyringNoService: Signature = {
  id: 'keyring-no-service',
  title: 'There is no keyring on this machine',
  provider: 'keyring',
  cause: 'helper-failure',
  renewable: 'no',
  when: [
    { printed: /\bThe name org\.freedesktop\.secrets was not provided\b/i },
    { printed: /\bUnable to autolaunch a dbus-daemon without a \$DISPLAY\b/i },
    { printed: /\bCannot autolaunch D-Bus without X11 \$DISPLAY\b/i },
  ],
  area: 'local-runtime',
  meaning:
    'The program wants to keep or read a secret in the desktop’s keyring, and no keyring service runs for this session.',
  why: 'The Secret Service is a program of the desktop (GNOME Keyring, KWallet); servers, containers, SSH sessions and jobs have none.',
  commonCauses: [
    'a server or container without a desktop',
    'an SSH session',
    'gnome-keyring not installed',
    'WSL without systemd and D-Bus',
  ],
  remedy: [
    'Give the secret in a variable, or in a file of mode 0600, where the tool allows it; goose: "export GOOSE_DISABLE_KEYRING=1".',
    'On a desktop install gnome-keyring and sign in anew.',
  ],
  otherwise:
    'Start a keyring for this session: dbus-run-session -- sh -c "gnome-keyring-daemon --unlock; exec $SHELL".',
  checks: [
    { on: 'linux', look: 'busctl --user list | grep secrets', expect: 'A line: a keyring runs.' },
    { on: 'ssh', look: 'echo $DBUS_SESSION_BUS_ADDRESS', expect: 'Empty: no session bus.' },
    {
      on: 'container',
      look: 'Whether the tool can use a file or variable',
      expect: 'A container never has a keyring.',
    },
    { on: 'wsl', look: 'systemctl --user status dbus', expect: 'Running, with systemd switched on in /etc/wsl.conf.' },
  ],
  worked: 'The tool stores and reads the secret without this sentence.',
  ignorable: 'Only if the tool says that it falls back to a file.',
  prevent: 'Use files or variables on machines without a desktop.',
  related: ['keyring-no-result', 'op-not-signed-in'],
  seen: [
    {
      text: "Error Failed to access secure storage (keyring): Platform secure storage failure: DBus error: The name org.freedesktop.secrets was not provided by any .service files\n  Please check your system keychain and run 'goose configure' again.",
      source: 'https://github.com/aaif-goose/goose/issues/879',
      on: '2026-11-21',
    },
    {
      text: 'secretstorage.exceptions.SecretServiceNotAvailableException: Unable to autolaunch a dbus-daemon without a $DISPLAY for X11',
      source: 'https://github.com/jaraco/keyring/issues/280',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
