import type { Connection } from './settings/connection.ts'

/** What a reader gives for one path: the text, `null` where nothing is, or why it could not be read. */
export type ReadResult = string | null | { readonly unreadable: string }

/** Everything of the machine that a client may look at, passed in; nothing here is written. */
export interface ClientWorld {
  /** Text of a file. A byte order mark stays at its beginning, because it says that the file is not plain UTF-8. */
  readonly read: (path: string) => ReadResult
  /** Names in a directory, unsorted; empty where there is none. */
  readonly list: (directory: string) => readonly string[]
  /** JSON text of the settings that the operating system's policy store holds: for the machine, and for this user. */
  readonly policies: { readonly machine: ReadResult; readonly user: ReadResult }
  /** Whether the keychain of macOS holds a password of this service for this user; it is never opened. Absent elsewhere. */
  readonly keychain?: (service: string) => 'there' | 'absent' | 'unseen'
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly platform: string
  /** Absolute. */
  readonly cwd: string
}

/** Where a value was found. `local` and `project` come with a checkout and are believed only after an approval. */
export type Scope = 'managed' | 'command-line' | 'local' | 'project' | 'user' | 'shell'

export interface Origin {
  readonly scope: Scope
  /** For people: a path, `--settings`, `the shell`. */
  readonly place: string
  /** Whether it came with the user or the machine, not with the directory the command is run in. */
  readonly trusted: boolean
}

/** Something that a project wants to be used, and that a person has to agree to once. */
export interface Approval {
  readonly what: 'helper' | 'base-url'
  readonly path: string
  /** The exact command or URL. */
  readonly text: string
  /** What agreeing would do: which credential would go there. */
  readonly effect: string
}

/** `yes` and `no` are a person's answers; `unasked` means that nobody has decided. */
export type Decision = 'yes' | 'no' | 'unasked'

/** Where warmkey can read the value from; the value itself is never in here. */
export type KeyPlace =
  | { readonly in: 'shell' }
  /** `pointer` is a JSON Pointer (RFC 6901) into the file. */
  | { readonly in: 'file'; readonly path: string; readonly pointer: string }
  /** In a place that no source reads; {@link Found.sourceEnv} carries it under its name. */
  | { readonly in: 'source-env' }

export type FoundCredential =
  | {
      readonly type: 'token' | 'api-key'
      readonly name: string
      readonly at: KeyPlace
      readonly origin: Origin
    }
  /** `ttlMs` is how long the client would keep one answer of the command. */
  | { readonly type: 'helper'; readonly command: string; readonly ttlMs: number; readonly origin: Origin }
  /** Whatever the credential chain of AWS finds; `profile` is `null` where none is named. */
  | { readonly type: 'aws'; readonly profile: string | null; readonly origin: Origin }

/** An API of AWS that a client speaks to. */
export interface AwsTarget {
  readonly dialect: 'bedrock' | 'messages'
  /** What requests are signed for, where the dialect does not say it. */
  readonly service?: string
  readonly region: string
}

/** A credential that the client would use and that warmkey can keep warm in its place. */
export interface Found {
  readonly kind: 'key'
  readonly credential: FoundCredential
  /** `url` is `null` where the API has one public address for each region. */
  readonly baseUrl: { readonly url: string | null; readonly origin: Origin | null }
  /** The API, where it is one of AWS; without this it is Anthropic's. */
  readonly aws?: AwsTarget
  /** Variables of trusted settings, to be laid over the shell's for whatever obtains the credential. */
  readonly sourceEnv: Readonly<Record<string, string>>
  /** What the user may want to know; whole sentences, no secrets. */
  readonly remarks: readonly string[]
}

/**
 * What a client would sign in with.
 *
 * - `key`: warmkey can do it.
 * - `cloud`, `login`, `managed-elsewhere`: it cannot or must not; the client is started unchanged and `sentence` says so.
 * - `untrusted`: a project wants something that nobody approved; `asks` is empty when a person said no already.
 * - `nothing`: there is no credential.
 */
export type Resolution =
  | Found
  | { readonly kind: 'cloud' | 'login' | 'managed-elsewhere'; readonly sentence: string }
  | { readonly kind: 'untrusted'; readonly asks: readonly Approval[]; readonly sentence: string }
  | { readonly kind: 'nothing'; readonly sentence: string }

export interface LaunchInput {
  readonly world: ClientWorld
  /** The arguments behind the command's name. */
  readonly args: readonly string[]
  /** Where the gateway of this run listens: `http://127.0.0.1:<port>`, no slash at the end. */
  readonly gatewayUrl: string
  /** What opens that gateway. It may stand in `env` and in `settings`, never in an argument: arguments are public. */
  readonly localKey: string
  /** Which API the gateway speaks for this profile: `messages`, `bedrock`, `vertex`, `foundry`, `openai`. */
  readonly dialect: string
  /** Where the gateway sends requests, if known. */
  readonly upstreamUrl: string | undefined
  /** The service and the region of AWS that it signs for, if it does. */
  readonly aws?: { readonly service: string | undefined; readonly region: string } | undefined
}

/** How the child is started. */
export interface Launch {
  /** Changes to the environment; `null` removes a variable. */
  readonly env: Readonly<Record<string, string | null>>
  /** Text of a settings file to be written for this run alone, or `null`. It holds the local key. */
  readonly settings: string | null
  /** The arguments, given the path of that file (`''` when there is none). */
  readonly args: (settingsPath: string) => readonly string[]
  /** What the person should know before it starts, as a sentence. Default nothing. */
  readonly notice?: string
}

/** A coding tool: how it finds its credential, and how to point it here. Pure: everything it sees is passed in. */
export interface Client {
  /** Unique, kebab-case. */
  readonly id: string
  /** One sentence for help and generated documents. */
  readonly summary: string
  /** Whether this command (a name or a path) is that tool. */
  readonly matches: (command: string) => boolean
  /** What it would sign in with. Asks `decide` about everything that a project brings. */
  readonly find: (world: ClientWorld, args: readonly string[], decide: (ask: Approval) => Decision) => Resolution
  /** Why not even an explicitly chosen profile of this dialect can be put in place, as a sentence; `null` when it can. */
  readonly obstacle: (world: ClientWorld, args: readonly string[], dialect: string) => string | null
  /** Throws a `WarmkeyError` (`usage`) when the arguments name settings that cannot be merged with ours. */
  readonly launch: (input: LaunchInput) => Launch
  /** How its settings are written once and put back; absent where there are none to write. */
  readonly connection?: Connection
}

/** Where Anthropic's API lives when nobody says otherwise. */
export const defaultBaseUrl = 'https://api.anthropic.com'
