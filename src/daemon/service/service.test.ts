/** The text of each service as it would be written, whole, so that every change of it is seen. */
import { describe, expect, test } from 'bun:test'
import { serviceManagers } from './index.ts'
import { launchd } from './launchd.ts'
import type { ServiceSpec } from './service.ts'
import { systemd } from './systemd.ts'
import { windowsTask } from './windows-task.ts'

const spec: ServiceSpec = {
  program: '/opt/50% "off"/bin/warm$key',
  home: '/home/dev',
  env: { PATH: '/usr/bin:/home/dev/bin & <more>', WARMKEY_CONFIG: '/home/dev/my "config".jsonc' },
  uid: 501,
  user: 'dev',
}

describe('systemd', () => {
  test('the unit', () => {
    expect(systemd.plan(spec).text).toBe(`[Unit]
Description=warmkey: keeps AI coding tools signed in
# However often it fails, it is tried again: clients are waiting.
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=/bin/sh -c "exec \\"$$0\\" \\"$$@\\"" "/opt/50%% \\"off\\"/bin/warm$$key" serve --started-by service
ExecReload=/bin/kill -HUP $MAINPID
Environment="PATH=/usr/bin:/home/dev/bin & <more>"
Environment="WARMKEY_CONFIG=/home/dev/my \\"config\\".jsonc"
UMask=0077
# Killed or crashed, it is back before a client tries again; after \`warmkey down\` it stays down.
Restart=on-failure
RestartSec=100ms
# A port that stays taken is not asked for ten times a second (systemd 254 and later).
RestartSteps=8
RestartMaxDelaySec=30s
# Only the daemon gets the signal, which then lets running answers end.
KillMode=mixed
TimeoutStopSec=15min

[Install]
WantedBy=default.target
`)
  })

  test('what it is told, and where its file lies', () => {
    const { text: _, ...plan } = systemd.plan(spec)
    expect(plan).toEqual({
      path: '/home/dev/.config/systemd/user/warmkey.service',
      probe: ['systemctl', '--user', 'show-environment'],
      install: [
        ['systemctl', '--user', 'daemon-reload'],
        ['systemctl', '--user', 'enable', 'warmkey.service'],
        ['systemctl', '--user', 'restart', 'warmkey.service'],
      ],
      uninstall: [['systemctl', '--user', 'disable', '--now', 'warmkey.service']],
      start: ['systemctl', '--user', 'start', 'warmkey.service'],
      stop: ['systemctl', '--user', 'stop', 'warmkey.service'],
      restart: ['systemctl', '--user', 'restart', 'warmkey.service'],
      hint: 'It runs while you are logged in; to keep it after that: loginctl enable-linger',
    })
    const elsewhere = systemd.plan({ ...spec, env: { XDG_CONFIG_HOME: '/srv/config' } })
    expect(elsewhere.path).toBe('/srv/config/systemd/user/warmkey.service')
  })

  test.skipIf(Bun.which('systemd-analyze') === null)('systemd itself understands the unit', async () => {
    const { makeScratch } = await import('../../../test/kit/scratch.ts')
    using scratch = makeScratch()
    const program = scratch.write('50% "off"/warm$key', '#!/bin/sh\n', 0o755)
    const unit = scratch.write('warmkey.service', systemd.plan({ ...spec, program }).text)
    const { stderr, exitCode } = Bun.spawnSync(['systemd-analyze', 'verify', '--user', unit], {
      env: { ...process.env, XDG_RUNTIME_DIR: scratch.root },
      stderr: 'pipe',
    })
    const about = stderr
      .toString()
      .split('\n')
      .filter((line) => line.includes('warmkey.service') && !line.includes('Restart'))
    expect({ exitCode, about }).toEqual({ exitCode: 0, about: [] })
  })
})

describe('launchd', () => {
  test('the agent', () => {
    expect(launchd.plan(spec).text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>io.github.warmkey</string>
  <key>ProgramArguments</key>
  <array>
    <string>/opt/50% &quot;off&quot;/bin/warm$key</string>
    <string>serve</string>
    <string>--started-by</string>
    <string>service</string>
  </array>
  <key>EnvironmentVariables</key>
  <dict>
    <key>PATH</key>
    <string>/usr/bin:/home/dev/bin &amp; &lt;more&gt;</string>
    <key>WARMKEY_CONFIG</key>
    <string>/home/dev/my &quot;config&quot;.jsonc</string>
  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>1</integer>
  <key>ExitTimeOut</key>
  <integer>900</integer>
  <key>Umask</key>
  <integer>63</integer>
</dict>
</plist>
`)
  })

  test('what it is told', () => {
    const { text: _, ...plan } = launchd.plan(spec)
    const path = '/home/dev/Library/LaunchAgents/io.github.warmkey.plist'
    expect(plan).toEqual({
      path,
      probe: ['/bin/launchctl', 'print', 'gui/501'],
      install: [['/bin/launchctl', 'bootstrap', 'gui/501', path]],
      uninstall: [['/bin/launchctl', 'bootout', 'gui/501/io.github.warmkey']],
      start: ['/bin/launchctl', 'kickstart', 'gui/501/io.github.warmkey'],
      stop: ['/bin/launchctl', 'kill', 'SIGTERM', 'gui/501/io.github.warmkey'],
      restart: ['/bin/launchctl', 'kickstart', '-k', 'gui/501/io.github.warmkey'],
      hint: null,
    })
  })
})

describe('Windows', () => {
  const windows: ServiceSpec = {
    program: 'C:\\Users\\Dev & Co\\warmkey\\bin\\warmkey.cmd',
    home: 'C:\\Users\\Dev & Co',
    env: { SystemRoot: 'C:\\Windows', LOCALAPPDATA: 'C:\\Users\\Dev & Co\\AppData\\Local' },
    uid: 0,
    user: 'CORP\\dev',
  }

  test('the task', () => {
    expect(windowsTask.plan(windows).text.replaceAll('\r\n', '\n')).toBe(`\ufeff<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>warmkey: keeps AI coding tools signed in</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>CORP\\dev</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>CORP\\dev</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Hidden>true</Hidden>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>C:\\Windows\\System32\\conhost.exe</Command>
      <Arguments>--headless &quot;C:\\Users\\Dev &amp; Co\\warmkey\\bin\\warmkey.cmd&quot; serve --started-by service</Arguments>
    </Exec>
  </Actions>
</Task>
`)
  })

  test('what the scheduler is told', () => {
    const { text: _, ...plan } = windowsTask.plan(windows)
    const path = 'C:\\Users\\Dev & Co\\AppData\\Local\\warmkey\\task.xml'
    expect(plan).toEqual({
      path,
      encoding: 'utf-16le',
      probe: ['schtasks.exe', '/Query', '/NH', '/FO', 'CSV'],
      install: [
        ['schtasks.exe', '/Create', '/F', '/TN', 'warmkey', '/XML', path],
        ['schtasks.exe', '/Run', '/TN', 'warmkey'],
      ],
      uninstall: [['schtasks.exe', '/Delete', '/F', '/TN', 'warmkey']],
      start: ['schtasks.exe', '/Run', '/TN', 'warmkey'],
      stop: ['schtasks.exe', '/End', '/TN', 'warmkey'],
      restart: ['schtasks.exe', '/Run', '/TN', 'warmkey'],
      hint: null,
    })
  })
})

test('one manager for each system', () => {
  expect(serviceManagers.map(({ platform }) => platform)).toEqual(['linux', 'darwin', 'win32'])
})
