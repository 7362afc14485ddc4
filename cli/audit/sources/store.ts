// The type of a place that holds files as Pulumi keeps them: a folder or a container.

/** One file, by what the place says of it. */
export interface StoredFile {
  /** Below the place, with `/`: `history/customer-access/dev/dev-1796056249706688548.history.json`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedMs: number;
  /** Another one for each content that the file had. Absent where the place cannot promise that. */
  readonly mark?: string;
}

/** A place that is only read. */
export interface Store {
  /** For people: a path, or `azblob://container/prefix`. */
  readonly name: string;
  /** All files of a folder below the place and its folders; none where it is not there. `""` is the whole place. */
  list(folder: string): Promise<readonly StoredFile[]>;
  /** The file as it is kept, packed or not. */
  read(path: string): Promise<Buffer>;
}
