export declare const opencodeVersion: string
export declare function opencodeFile(): string | null
export declare function fetchOpencode(say: (line: string) => void): string | null
