import { join } from 'node:path'
import { type ServiceManager, type ServiceSpec, serviceArgs, serviceName } from './service.ts'

const unit = `${serviceName}.service`

/** A word of a unit file: https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines */
const quoted = (text: string, dollar: string): string =>
  `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/%/g, '%%').replace(/\$/g, dollar)}"`

const text = ({ program, env }: ServiceSpec): string =>
  [
    '[Unit]',
    'Description=warmkey: keeps AI coding tools signed in',
    '# However often it fails, it is tried again: clients are waiting.',
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'Type=exec',
    // The first word may hold no quotes and no dollar signs; what follows may.
    `ExecStart=/bin/sh -c ${quoted('exec "$0" "$@"', '$$$$')} ${[quoted(program, '$$$$'), ...serviceArgs].join(' ')}`,
    'ExecReload=/bin/kill -HUP $MAINPID',
    ...Object.entries(env).map(([name, value]) => `Environment=${quoted(`${name}=${value}`, '$')}`),
    'UMask=0077',
    '# Killed or crashed, it is back before a client tries again; after `warmkey down` it stays down.',
    'Restart=on-failure',
    'RestartSec=100ms',
    '# A port that stays taken is not asked for ten times a second (systemd 254 and later).',
    'RestartSteps=8',
    'RestartMaxDelaySec=30s',
    '# Only the daemon gets the signal, which then lets running answers end.',
    'KillMode=mixed',
    'TimeoutStopSec=15min',
    '',
    '[Install]',
    'WantedBy=default.target',
    '',
  ].join('\n')

/** A unit of the user's own systemd. */
export const systemd: ServiceManager = {
  name: 'systemd',
  platform: 'linux',
  plan(spec) {
    const systemctl = (...args: string[]) => ['systemctl', '--user', ...args] as const
    return {
      path: join(spec.env.XDG_CONFIG_HOME ?? join(spec.home, '.config'), 'systemd', 'user', unit),
      text: text(spec),
      probe: systemctl('show-environment'),
      install: [systemctl('daemon-reload'), systemctl('enable', unit), systemctl('restart', unit)],
      uninstall: [systemctl('disable', '--now', unit)],
      start: systemctl('start', unit),
      stop: systemctl('stop', unit),
      restart: systemctl('restart', unit),
      hint: 'It runs while you are logged in; to keep it after that: loginctl enable-linger',
    }
  },
}
