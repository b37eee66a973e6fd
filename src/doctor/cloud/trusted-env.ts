import type { Bench } from '../bench.ts'

/** A variable of a project that would say whom we ask, with what, or what is run. */
export interface Stranger {
  readonly name: string
  readonly place: string
}

/** What says so in every cloud. */
const everywhere =
  /^(PATH|HOME|USERPROFILE|APPDATA|ANTHROPIC_CUSTOM_HEADERS|ANTHROPIC_AUTH_TOKEN|(NODE|BUN|SSL|LD|DYLD)_\w+|(HTTPS?|ALL|NO)_PROXY)$/i
const inCloud = {
  google:
    /^(GOOGLE_(?!CLOUD_PROJECT$)\w+|CLOUDSDK_\w+|GCE_METADATA_\w+|METADATA_SERVER_DETECTION|AWS_\w+|ANTHROPIC_VERTEX_BASE_URL|CLAUDE_CODE_SKIP_VERTEX_AUTH)$/i,
  azure: /^(AZURE_\w+|AZD_\w+|IDENTITY_\w+|IMDS_\w+|MSI_\w+|ANTHROPIC_FOUNDRY_\w+|CLAUDE_CODE_SKIP_FOUNDRY_AUTH)$/i,
}

/** The first variable with which a project has a say in this; `null` where only people who are trusted do. */
export function strangerIn({ layers }: Bench, cloud: keyof typeof inCloud): Stranger | null {
  for (const { origin, settings } of layers.layers) {
    if (origin.trusted) continue
    for (const name of settings.env.keys())
      if (everywhere.test(name) || inCloud[cloud].test(name)) return { name, place: origin.place }
  }
  return null
}
