/** Ids of which the model list tells when none were given; any other `claude-…` is answered as well. */
const listed = ['claude-opus-4-8', 'claude-sonnet-5', 'claude-haiku-4-5']

export interface Models {
  has(id: string): boolean
  /** The body of `GET /v1/models` (https://platform.claude.com/docs/en/api/models-list). */
  page(query: URLSearchParams): unknown
  /** The body of `GET /v1/models/{id}`, or `null`. */
  one(id: string): unknown
}

/** The models of an emulator: exactly those given, or every id that begins with `claude-`. */
export function models(given: readonly string[] | null): Models {
  const ids = given ?? listed
  const has = (id: string) => (given === null ? id.startsWith('claude-') : given.includes(id))
  const info = (id: string) => ({
    type: 'model',
    id,
    display_name: id
      .split('-')
      .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
      .join(' '),
    created_at: '2026-01-01T00:00:00Z',
    capabilities: null,
    deprecated_at: null,
    lifecycle: 'active',
    line: null,
    retires_at: null,
    max_input_tokens: 200_000,
    max_tokens: 64_000,
  })
  return {
    has,
    page(query) {
      const limit = Math.min(Math.max(Number(query.get('limit') ?? 20) || 20, 1), 1000)
      const after = query.get('after_id')
      const from = after === null ? 0 : ids.indexOf(after) + 1
      const data = ids.slice(from, from + limit).map(info)
      return {
        data,
        has_more: from + limit < ids.length,
        first_id: data[0]?.id ?? null,
        last_id: data.at(-1)?.id ?? null,
      }
    },
    one: (id) => (has(id) ? info(id) : null),
  }
}
