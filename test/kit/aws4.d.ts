/** What is used of `aws4`, which brings no types of its own: https://github.com/mhart/aws4 */
declare module 'aws4' {
  export interface SignedRequest {
    readonly method: string
    readonly path: string
    readonly headers: Record<string, string>
    readonly body: Uint8Array | string
    readonly service: string
    readonly region: string
    /** Leaves the headers as they are. */
    readonly doNotModifyHeaders: true
    /** Headers that are signed although the library would leave them out. */
    readonly extraHeadersToInclude: Readonly<Record<string, true>>
  }
  export class RequestSigner {
    constructor(request: SignedRequest, credentials: { accessKeyId: string; secretAccessKey: string })
    datetime: string
    signature(): string
  }
  const aws4: { readonly RequestSigner: typeof RequestSigner }
  export default aws4
}
