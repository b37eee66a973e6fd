import type { ClientWorld } from '../client.ts'
import type { Edited, EditRecord } from './json-edit.ts'
import type { EditRefused } from './json-tree.ts'
import type { Undone } from './json-undo.ts'

/** `gateway`: the tool sends its requests to warmkey. `helper`: it asks `warmkey token` for its key. */
export type ConnectMode = 'gateway' | 'helper'

/** Whose settings: of the user everywhere, of everybody in a project, of the user in a project. */
export type ConnectScope = 'user' | 'project' | 'local'

export interface ConnectPlan {
  readonly mode: ConnectMode
  readonly scope: ConnectScope
  /** Where the gateway listens: `http://127.0.0.1:<port>`, no slash at the end. */
  readonly gatewayUrl: string
  /** What opens it; of the right shape but no key where a change is only shown. */
  readonly localKey: string
  /** The shell command that prints a key. */
  readonly helper: string
  /** Which API the gateway speaks for this profile, and where it sends requests. */
  readonly dialect: string
  readonly upstreamUrl: string
  /** The region of AWS that it signs for, if it does. */
  readonly region?: string | undefined
}

/** What a person should know beside the change; whole sentences, no secrets. */
export interface ConnectNotes {
  /** What would still win over the settings, and so keep the tool away from warmkey. */
  readonly stillWins: readonly string[]
  /** What the tool cannot do any more while it is connected. */
  readonly lost: readonly string[]
  readonly remarks: readonly string[]
}

/** Whether a version of the tool can be served in helper mode; `sentence` says why not, or why that cannot be told. */
export type HelperVerdict =
  | { readonly verdict: 'works' }
  | { readonly verdict: 'defect' | 'unknown'; readonly sentence: string }

/** How a tool's settings are written once and put back. Pure: doing and undoing are text → text. */
export interface Connection {
  readonly modes: readonly [ConnectMode, ...ConnectMode[]]
  readonly scopes: readonly [ConnectScope, ...ConnectScope[]]
  /** The settings file of a scope, absolute. */
  readonly path: (world: ClientWorld, scope: ConnectScope) => string
  /** Why the tool cannot be connected on this machine, as a sentence; `null` when it can. */
  readonly obstacle: (world: ClientWorld, plan: ConnectPlan) => string | null
  /** The settings with our lines in them. `text` is `null` where there is no file. */
  readonly connect: (text: string | null, plan: ConnectPlan, world: ClientWorld) => Edited | EditRefused
  /** The settings without them, whatever else has changed since. */
  readonly disconnect: (text: string, records: readonly EditRecord[]) => Undone | EditRefused
  readonly notes: (world: ClientWorld, plan: ConnectPlan) => ConnectNotes
  /** `version` is `null` where it is not known. */
  readonly helperVerdict: (version: string | null, plan: Pick<ConnectPlan, 'dialect'>) => HelperVerdict
  /** Name of the tool's command, the arguments that print its version, and those that ask it one short question. */
  readonly program: {
    readonly command: string
    readonly version: readonly string[]
    readonly prove: readonly string[]
  }
}
