import { launchd } from './launchd.ts'
import type { ServiceManager } from './service.ts'
import { systemd } from './systemd.ts'
import { windowsTask } from './windows-task.ts'

/** Every service manager, one for each system. */
export const serviceManagers: readonly ServiceManager[] = [systemd, launchd, windowsTask]
