import { join } from 'node:path'
import { type ServiceManager, type ServiceSpec, serviceArgs } from './service.ts'

const label = 'io.github.warmkey'

const xml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

const strings = (values: readonly string[], indent: string): string[] =>
  values.map((value) => `${indent}<string>${xml(value)}</string>`)

/** Keys: https://www.manpagez.com/man/5/launchd.plist/ */
const text = ({ program, env }: ServiceSpec): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    '  <key>Label</key>',
    `  <string>${label}</string>`,
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...strings([program, ...serviceArgs], '    '),
    '  </array>',
    '  <key>EnvironmentVariables</key>',
    '  <dict>',
    ...Object.entries(env).flatMap(([name, value]) => [`    <key>${xml(name)}</key>`, ...strings([value], '    ')]),
    '  </dict>',
    '  <key>RunAtLoad</key>',
    '  <true/>',
    '  <key>KeepAlive</key>',
    '  <dict>',
    '    <key>SuccessfulExit</key>',
    '    <false/>',
    '  </dict>',
    '  <key>ThrottleInterval</key>',
    '  <integer>1</integer>',
    '  <key>ExitTimeOut</key>',
    '  <integer>900</integer>',
    '  <key>Umask</key>',
    '  <integer>63</integer>',
    '</dict>',
    '</plist>',
    '',
  ].join('\n')

/** An agent of the user's own launchd. */
export const launchd: ServiceManager = {
  name: 'launchd',
  platform: 'darwin',
  plan(spec) {
    const domain = `gui/${spec.uid}`
    const service = `${domain}/${label}`
    const path = join(spec.home, 'Library', 'LaunchAgents', `${label}.plist`)
    const launchctl = (...args: string[]) => ['/bin/launchctl', ...args] as const
    return {
      path,
      text: text(spec),
      probe: launchctl('print', domain),
      install: [launchctl('bootstrap', domain, path)],
      uninstall: [launchctl('bootout', service)],
      start: launchctl('kickstart', service),
      stop: launchctl('kill', 'SIGTERM', service),
      restart: launchctl('kickstart', '-k', service),
      hint: null,
    }
  },
}
