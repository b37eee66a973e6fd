export declare function pythonFile(): string | null
export declare function findPython(): { readonly command: string } | { readonly problem: string }
export declare function fetchPython(options: {
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}): Promise<string | null>
