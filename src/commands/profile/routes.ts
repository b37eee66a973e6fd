import { buildCommand } from '@stricli/core'
import { helpText } from '../command.ts'
import type { WarmkeyContext } from '../context.ts'
import type { AddFlags } from './add.ts'
import type { WriteFlags } from './change.ts'
import type { EditFlags } from './edit.ts'
import { directoryFlag, nameParameter, newNameParameter, profileFlags, writeFlags, yesOrNo } from './flags.ts'
import type { UndoFlags } from './undo.ts'
import type { UseFlags } from './use-profile.ts'

type JsonFlag = { readonly json: boolean }

const add = buildCommand<AddFlags, [string?], WarmkeyContext>({
  loader: async () => (await import('./add.ts')).add,
  parameters: {
    flags: {
      ...profileFlags,
      default: yesOrNo('Make it the default profile'),
      directory: directoryFlag,
      ...writeFlags,
    },
    // A new name: those that are there are no proposal.
    positional: { kind: 'tuple', parameters: [{ ...newNameParameter, optional: true }] },
  },
  docs: {
    customUsage: ['[name] [--command line | --variable name | --path file | --source type …] [--url url] [--yes]'],
    brief: 'Add a profile',
    fullDescription: helpText(
      [
        'Writes a block into your configuration and leaves every other byte as it is: shows the change, asks, and reads the',
        'result as the daemon would before it is written. On a terminal it asks for what the flags leave open. A credential',
        'itself is never written; `warmkey profile undo` takes the last change back.',
      ].join('\n'),
      [
        ['warmkey profile add', 'asks for everything'],
        ["warmkey profile add work --command '~/bin/mint-key' --ttl 1h --url https://llm.corp.example", 'a command'],
        ['warmkey profile add ci --variable LLM_KEY --url https://llm.corp.example --yes', 'for scripts'],
        ['warmkey profile add cloud --aws-profile dev --dialect bedrock --region us-east-1', 'Amazon Bedrock'],
      ],
    ),
  },
})

const list = buildCommand<JsonFlag, [], WarmkeyContext>({
  loader: async () => (await import('./list.ts')).list,
  parameters: { flags: { json: writeFlags.json } },
  docs: {
    brief: 'List the profiles, and which counts here',
    fullDescription: helpText(
      'Which one counts in a directory: --profile, else "directories" of your configuration,\nelse .warmkey.jsonc of the project, else the default one.',
      [
        ['warmkey profile list', 'name, address, source'],
        ['warmkey profile list --json', 'for a program'],
      ],
    ),
  },
})

const show = buildCommand<JsonFlag, [string], WarmkeyContext>({
  loader: async () => (await import('./show-profile.ts')).showProfile,
  parameters: { flags: { json: writeFlags.json }, positional: { kind: 'tuple', parameters: [nameParameter] } },
  docs: {
    brief: 'Show a profile with every default',
    fullDescription: helpText(
      'Values that are secret do not stand in a configuration; what looks like one is hidden.',
      [['warmkey profile show work', 'the block as it counts']],
    ),
  },
})

const edit = buildCommand<EditFlags, [string], WarmkeyContext>({
  loader: async () => (await import('./edit.ts')).edit,
  parameters: {
    flags: {
      ...profileFlags,
      unset: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        brief: 'Remove a setting: --unset limits',
        placeholder: 'path',
      },
      ...writeFlags,
    },
    positional: { kind: 'tuple', parameters: [nameParameter] },
  },
  docs: {
    customUsage: ['name [--url url] [--set path=value]… [--unset path]… [--yes]'],
    brief: 'Change a profile',
    fullDescription: helpText(
      [
        'Sets what the flags say, each in its place. Without any it opens the configuration in your editor (VISUAL, EDITOR):',
        'a copy of it, which replaces the file when it is whole. Another --source replaces the block of the source.',
      ].join('\n'),
      [
        ['warmkey profile edit work --url https://llm.corp.example', 'one value'],
        ['warmkey profile edit work --set limits.concurrency=8 --unset renewOn', 'any other'],
        ['warmkey profile edit work', 'in your editor'],
      ],
    ),
  },
})

const remove = buildCommand<WriteFlags, [string], WarmkeyContext>({
  loader: async () => (await import('./remove.ts')).remove,
  parameters: { flags: writeFlags, positional: { kind: 'tuple', parameters: [nameParameter] } },
  docs: {
    brief: 'Remove a profile, and say what still uses it',
    fullDescription: helpText(
      'Takes out the profile and what binds directories to it. Names tools that are connected with it.',
      [
        ['warmkey profile remove work', 'show, ask, write'],
        ['warmkey profile undo', 'put it back'],
      ],
    ),
  },
})

/** `warmkey use` and `warmkey profile use` are one. */
export const use = buildCommand<UseFlags, [string?], WarmkeyContext>({
  loader: async () => (await import('./use-profile.ts')).useProfile,
  parameters: {
    flags: { directory: directoryFlag, forget: yesOrNo('Bind the directory to no profile any more'), ...writeFlags },
    positional: { kind: 'tuple', parameters: [{ ...nameParameter, optional: true }] },
  },
  docs: {
    brief: 'Choose the default profile, or that of a directory',
    fullDescription: helpText(
      [
        'Writes "default", or "directories" with --directory. It counts for `run` and `token`, and for `connect` with the',
        'scope of a project; --profile overrules it, and it overrules a .warmkey.jsonc of the project.',
      ].join('\n'),
      [
        ['warmkey use work', 'where nothing else is said'],
        ['warmkey use corp --directory ~/work/corp', 'there and below'],
        ['warmkey use --forget --directory .', 'no longer'],
      ],
    ),
  },
})

const undo = buildCommand<UndoFlags, [], WarmkeyContext>({
  loader: async () => (await import('./undo.ts')).undo,
  parameters: {
    flags: {
      restore: yesOrNo('Also where the file was changed since: what was changed is lost'),
      ...writeFlags,
    },
  },
  docs: {
    brief: 'Take back the last change of the configuration',
    fullDescription: helpText('Puts back every byte from before the last change that a command of warmkey made.', [
      ['warmkey profile undo', 'show, ask, write'],
    ]),
  },
})

/** The subcommands of `warmkey profile`, in the order of help. */
export const routes = { add, list, show, edit, remove, use, undo }
