// What a sync works with: both registries, the time, and what went wrong so far.
import type { Cloud } from "../../azure/cloud";
import type { RegistrySession } from "../../azure/registry/session";
import type { Failure } from "./failure";
import type { RememberedManifests } from "./rememberedManifests";
import type { SyncSettings } from "./settings";

/** The time, which tests move. */
export interface SyncTime {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Waits. @throws when it is aborted */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** Both sides of a sync. */
export interface SyncWorld {
  readonly settings: SyncSettings;
  readonly cloud: Cloud;
  readonly time: SyncTime;
  readonly signal: AbortSignal;
  /** The vendor's registry, as its token sees it. */
  readonly source: RegistrySession;
  /** Never logged. */
  readonly password: string;
  /** Our registry, as this identity sees it. */
  readonly target: RegistrySession;
  /** The repositories for which both sides have given an access token, which the sessions renew. */
  readonly opened: Set<string>;
  /** What earlier runs read of the vendor's manifests. */
  readonly remembered: RememberedManifests;
  /** In the order in which they happened. */
  readonly failures: Failure[];
  /** Waits until Resource Manager takes another write. */
  readonly mayWrite: () => Promise<void>;
  /** Waits until Resource Manager takes another read. */
  readonly mayRead: () => Promise<void>;
  /** Says how far a long step is. */
  progress(line: string): void;
}
