// A key of a vault, as the world holds it.

/** A key with all its versions. */
export interface VaultKey {
  readonly name: string;
  readonly versions: KeyVersion[];
}

/** One version of a key. */
export interface KeyVersion {
  /** 32 hexadecimal digits. */
  readonly version: string;
  /** RSA, or EC with P-256; PEM. */
  readonly privateKey: string;
  enabled: boolean;
  readonly created: number;
  updated: number;
}
