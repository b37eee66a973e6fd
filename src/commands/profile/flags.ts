import type { TypedFlagParameter } from '@stricli/core'
import { profileNames } from '../completion/profile-names.ts'
import type { WarmkeyContext } from '../context.ts'

type Text = TypedFlagParameter<string | undefined, WarmkeyContext>

const text = (brief: string, placeholder: string): Text => ({
  kind: 'parsed',
  parse: String,
  optional: true,
  brief,
  placeholder,
})

/** Flags that describe a profile; anything that a schema knows can also be said with `--set`. */
export const profileFlags = {
  source: text(
    'Where the key comes from: a type of docs/reference/sources.md (default: what the other flags say)',
    'type',
  ),
  command: text('Command that prints the key', 'line'),
  variable: text('Environment variable that holds the key', 'name'),
  path: text('File that holds the key, or path of the secret in a vault', 'path'),
  field: text('Field of the secret, or JSON Pointer into the file', 'field'),
  ttl: text('How long a key is taken to live, such as 1h', 'duration'),
  address: text('Address of the vault', 'url'),
  awsProfile: text('Profile of ~/.aws/config', 'name'),
  url: text('Address of the API', 'url'),
  dialect: text('Which API it speaks: messages (the default), bedrock', 'dialect'),
  region: text('AWS region of the API', 'region'),
  header: text('Header that carries the key: authorization, x-api-key, both, or another', 'name'),
  set: {
    kind: 'parsed',
    parse: String,
    optional: true,
    variadic: true,
    brief: 'Any other setting of the profile, as path=value: --set limits.concurrency=8',
    placeholder: 'path=value',
  },
} as const

const yesOrNo = (brief: string) => ({ kind: 'boolean', default: false, brief }) as const

export const writeFlags = {
  dryRun: yesOrNo('Show the change and write nothing'),
  yes: yesOrNo('Write without asking'),
  json: yesOrNo('Print the result as JSON'),
}

export const directoryFlag = text('Directory in which, and below which, it is used', 'path')

/** Boolean flag that is off unless it is given. */
export { yesOrNo }

export const newNameParameter = { placeholder: 'name', brief: 'Name of the profile', parse: String } as const

/** A positional name of a profile that is there. */
export const nameParameter = {
  ...newNameParameter,
  proposeCompletions: profileNames,
} as const
