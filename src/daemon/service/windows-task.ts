import { win32 } from 'node:path'
import { type ServiceManager, type ServiceSpec, serviceArgs, serviceName } from './service.ts'

const xml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Schema: https://learn.microsoft.com/en-us/windows/win32/taskschd/task-scheduler-schema */
const text = ({ program, user, env }: ServiceSpec): string => {
  const conhost = `${env.SystemRoot ?? 'C:\\Windows'}\\System32\\conhost.exe`
  // Without it the launcher would open a console window at each login.
  const args = ['--headless', `"${program}"`, ...serviceArgs].join(' ')
  return [
    '\ufeff<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo>',
    '    <Description>warmkey: keeps AI coding tools signed in</Description>',
    '  </RegistrationInfo>',
    '  <Triggers>',
    '    <LogonTrigger>',
    '      <Enabled>true</Enabled>',
    `      <UserId>${xml(user)}</UserId>`,
    '    </LogonTrigger>',
    '  </Triggers>',
    '  <Principals>',
    '    <Principal id="Author">',
    `      <UserId>${xml(user)}</UserId>`,
    '      <LogonType>InteractiveToken</LogonType>',
    '      <RunLevel>LeastPrivilege</RunLevel>',
    '    </Principal>',
    '  </Principals>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>',
    '    <Hidden>true</Hidden>',
    '    <RestartOnFailure>',
    '      <Interval>PT1M</Interval>',
    '      <Count>999</Count>',
    '    </RestartOnFailure>',
    '  </Settings>',
    '  <Actions Context="Author">',
    '    <Exec>',
    `      <Command>${xml(conhost)}</Command>`,
    `      <Arguments>${xml(args)}</Arguments>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
    '',
  ].join('\r\n')
}

/** A task of the user, at each login. It has no environment of its own: the user's is taken. */
export const windowsTask: ServiceManager = {
  name: 'the Windows task scheduler',
  platform: 'win32',
  plan(spec) {
    const base = spec.env.LOCALAPPDATA ?? win32.join(spec.home, 'AppData', 'Local')
    const path = win32.join(base, 'warmkey', 'task.xml')
    const schtasks = (...args: string[]) => ['schtasks.exe', ...args] as const
    const run = schtasks('/Run', '/TN', serviceName)
    return {
      path,
      text: text(spec),
      encoding: 'utf-16le',
      probe: schtasks('/Query', '/NH', '/FO', 'CSV'),
      install: [schtasks('/Create', '/F', '/TN', serviceName, '/XML', path), run],
      uninstall: [schtasks('/Delete', '/F', '/TN', serviceName)],
      start: run,
      stop: schtasks('/End', '/TN', serviceName),
      restart: run,
      hint: null,
    }
  },
}
