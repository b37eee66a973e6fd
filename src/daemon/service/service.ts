/** What a service is made from. Everything in it may be read by whoever may read the user's files. */
export interface ServiceSpec {
  /** The launcher, absolute. */
  readonly program: string
  readonly home: string
  /** Variables the daemon needs to find its files and the user's commands; never a secret. */
  readonly env: Readonly<Record<string, string>>
  readonly uid: number
  /** `DOMAIN\name` on Windows, else the name. */
  readonly user: string
}

export type Argv = readonly [string, ...string[]]

/** How one service manager is told; pure text, so that each can be tested everywhere. */
export interface ServicePlan {
  /** Its file, absolute, mode 0600. */
  readonly path: string
  readonly text: string
  /** Bytes of the text. Default UTF-8. */
  readonly encoding?: 'utf-16le'
  /** Exits with 0 where this manager serves this user. */
  readonly probe: Argv
  /** Makes it start now and at each login. */
  readonly install: readonly Argv[]
  /** Ends it and takes it away; the file is removed after that. */
  readonly uninstall: readonly Argv[]
  readonly start: Argv
  readonly stop: Argv
  readonly restart: Argv
  /** What a person should know beside it; `null` for nothing. */
  readonly hint: string | null
}

/** One service manager. */
export interface ServiceManager {
  /** For people: `systemd`. */
  readonly name: string
  readonly platform: string
  plan(spec: ServiceSpec): ServicePlan
}

/** What the service is called everywhere. */
export const serviceName = 'warmkey'

/** How the service starts the daemon. */
export const serviceArgs = ['serve', '--started-by', 'service'] as const
