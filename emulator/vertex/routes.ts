/** What a request to Vertex asks for: https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude */
export type VertexRoute =
  | {
      readonly kind: 'predict' | 'stream' | 'count'
      readonly project: string
      readonly region: string
      /** As the path says it; `count-tokens` where tokens are counted. */
      readonly model: string
      /** The path from `projects` to the model, as refusals name it. */
      readonly resource: string
    }
  | { readonly kind: 'unknown' }

const route =
  /^\/(?:v1\/|v1beta1\/)?(projects\/([^/]+)\/locations\/([^/]+)\/publishers\/anthropic\/models\/([^/:]+)):(rawPredict|streamRawPredict)$/

/** Whether a path belongs to Vertex and not to the Messages API. */
export const isVertexPath = (path: string): boolean => /^\/(?:v1\/|v1beta1\/)?projects\//.test(path)

/** `path` is without its query. A base URL may have the version or leave it out. */
export function vertexRoute(method: string, path: string): VertexRoute {
  const [, resource, project, region, model, verb] = route.exec(decodeURI(path)) ?? []
  if (method !== 'POST' || !resource || !project || !region || !model) return { kind: 'unknown' }
  const kind = model === 'count-tokens' ? 'count' : verb === 'streamRawPredict' ? 'stream' : 'predict'
  return { kind, project, region, model, resource }
}
