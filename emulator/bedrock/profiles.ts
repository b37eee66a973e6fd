/** Ids that the list of inference profiles tells when none were given; models may be called by others as well. */
const listed = [
  'us.anthropic.claude-opus-5-5',
  'us.anthropic.claude-sonnet-5',
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'us.anthropic.claude-haiku-4-5-20251001-v1:0',
]

const account = '123456789012'

export interface InferenceProfiles {
  has(id: string): boolean
  /** Body of https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListInferenceProfiles.html */
  list(query: URLSearchParams): unknown
  /** Body of https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetInferenceProfile.html, or `null`. */
  one(id: string): unknown
}

/** Models of Claude on Bedrock: exactly those given, or every id and ARN that names one. */
export function inferenceProfiles(given: readonly string[] | null, region: string): InferenceProfiles {
  const ids = given ?? listed
  const about = (id: string) => ({
    createdAt: '2026-01-01T00:00:00Z',
    description: `Routes requests to ${id}.`,
    inferenceProfileArn: `arn:aws:bedrock:${region}:${account}:inference-profile/${id}`,
    inferenceProfileId: id,
    inferenceProfileName: id,
    models: [
      { modelArn: `arn:aws:bedrock:${region}::foundation-model/${id.replace(/^[a-z-]+\.(?=anthropic\.)/, '')}` },
    ],
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
    updatedAt: '2026-01-01T00:00:00Z',
  })
  return {
    has: (id) => (given === null ? /(?:^|[./])anthropic\.claude-[a-z0-9.:-]+$/.test(id) : given.includes(id)),
    list(query) {
      const wanted = query.get('type') ?? query.get('typeEquals')
      const all = wanted === 'APPLICATION' ? [] : ids
      const from = Number(query.get('nextToken') ?? 0)
      const to = from + Math.min(Number(query.get('maxResults') ?? 1000) || 1000, 1000)
      const page = { inferenceProfileSummaries: all.slice(from, to).map(about) }
      return to < all.length ? { ...page, nextToken: String(to) } : page
    },
    one: (id) => {
      const plain = id.split('/').at(-1) ?? id
      return ids.includes(plain) ? about(plain) : null
    },
  }
}
