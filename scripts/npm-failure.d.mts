export declare function explainNpmFailure(output: string): { cause: string; todo: string; lines: string[] }
export declare function failedOnCache(output: string, root: string): boolean
export declare function withoutSecrets(text: string): string
