import type { Said } from '../endpoint.ts'

/** Whatever answers there, as far as its answers tell. */
export interface Server {
  readonly name: string
  /** The version since which it speaks the Messages API; absent where it always does, or never. */
  readonly since?: string
}

type Rule = readonly [server: Server, tells: (answer: Said) => boolean]

const header =
  (name: string) =>
  ({ headers }: Said) =>
    headers.has(name)
const said =
  (words: RegExp) =>
  ({ text }: Said) =>
    words.test(text)
const headerStarts =
  (start: string) =>
  ({ headers }: Said) =>
    [...headers.keys()].some((name) => name.startsWith(start))

/** The most particular first. */
const rules: readonly Rule[] = [
  [{ name: 'LiteLLM' }, headerStarts('x-litellm-')],
  [{ name: 'LiteLLM' }, said(/LiteLLM_VerificationTable|litellm\./i)],
  // It answers a path that it does not know with 200: https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/618
  [{ name: 'LM Studio', since: '0.4.1' }, said(/Unexpected endpoint or method\./)],
  // https://ollama.com/blog/claude; what its list of models calls the owner of a model of its own library.
  [{ name: 'Ollama', since: '0.14.0' }, said(/"owned_by":\s*"library"/)],
  [{ name: 'vLLM' }, said(/"owned_by":\s*"vllm"/)],
  // https://huggingface.co/blog/ggml-org/anthropic-messages-api-in-llamacpp
  [{ name: 'llama.cpp', since: 'January 2026' }, said(/"owned_by":\s*"llamacpp"/)],
  [{ name: 'Portkey' }, headerStarts('x-portkey-')],
  [{ name: 'Cloudflare AI Gateway' }, headerStarts('cf-aig-')],
  [{ name: 'Kong' }, headerStarts('x-kong-')],
  [{ name: 'Kong' }, ({ headers }) => /^kong\//i.test(headers.get('server') ?? '')],
  [{ name: 'OpenAI' }, header('openai-version')],
  [{ name: 'Azure' }, header('apim-request-id')],
  [{ name: 'a service of AWS' }, header('x-amzn-requestid')],
  [{ name: 'a server of Google' }, said(/Error 404 \(Not Found\)!!1/)],
]

/** Who it is that gave these answers; `null` where they do not tell. */
export function serverOf(answers: readonly Said[]): Server | null {
  return rules.find(([, tells]) => answers.some(tells))?.[0] ?? null
}
