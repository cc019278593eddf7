/** The two parts of an archive: raw answers, and what a warehouse loads and nobody needs a week later. */
export const archiveFolders = { raw: 'raw', staged: 'staged' } as const;

/** Where raw answers are kept. Paths are relative, with forward slashes. */
export interface Archive {
  /** As a person names it, such as `file:archive`. */
  readonly name: string;
  /** The bytes kept under the path, or null when there are none. */
  read(path: string): Promise<Uint8Array | null>;
  /** Keeps the bytes under the path, replacing what was there; a reader never sees half of them. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** The names of what is directly under the folder, files and folders, sorted. */
  list(folder: string): Promise<readonly string[]>;
}
