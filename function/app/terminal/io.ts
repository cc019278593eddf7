/** Where a command writes: stdout is data, stderr is talk. */
export interface Io {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
}
