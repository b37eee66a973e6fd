export interface Part {
  readonly name: string
  readonly what: string
  readonly command?: string
  readonly debian?: string
  readonly client?: string
  readonly probe?: readonly string[]
}
export declare const parts: readonly Part[]
export declare function findPart(name: string): string | null
export declare function howToGet(name: string): string
