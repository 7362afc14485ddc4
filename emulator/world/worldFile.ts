// Keeps the world in a file, passwords included, so that an emulator can be ended and started again.
import { readFile, rename, writeFile } from "node:fs/promises";
import { CannotStart } from "../cannotStart";
import type { Listener } from "../http/hosts";
import type { Identity } from "./identity";
import type { WorldState } from "./world";
import { readWorld, writeWorld } from "./worldText";

/** Of world files; 2 since tags and repositories have times and locks. */
export const WORLD_VERSION = 2;

/** What a world file holds. */
export interface SavedWorld extends WorldState {
  readonly version: typeof WORLD_VERSION;
  readonly clockOffsetMs: number;
  /** The port of each listener, wished for again at the next start. */
  readonly ports: Map<Listener, number>;
  /** The tenants beside the vendor's; absent in earlier world files. */
  readonly others?: readonly SavedTenant[];
}

/** A tenant beside the vendor's. */
export interface SavedTenant extends WorldState {
  readonly identity: Identity;
}

/** Saves the world a moment after the last change, and once more when asked to. */
export interface WorldFile {
  touch(): void;
  /** Writes what has not been written yet. */
  flush(): Promise<void>;
}

const DELAY_MS = 200;

/** The world in a file; undefined when there is no file yet. */
export async function readWorldFile(file: string): Promise<SavedWorld | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw new CannotStart(
      `world file ${file}: cannot be read; give another --world or its rights`,
      {
        cause: error,
      },
    );
  }
  const world = parse(text, file);
  if (world.version !== WORLD_VERSION) {
    throw new CannotStart(
      `world file ${file}: version ${world.version} is not known; delete the file to start again`,
    );
  }
  return world;
}

function parse(text: string, file: string): SavedWorld {
  try {
    return readWorld(text);
  } catch (error) {
    throw new CannotStart(`world file ${file}: is not JSON; delete it to start again`, {
      cause: error,
    });
  }
}

/** Writes to a file beside it first, so that a killed emulator leaves the old world or the new one. */
export function createWorldFile(file: string, snapshot: () => SavedWorld): WorldFile {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    const draft = `${file}.tmp`;
    await writeFile(draft, writeWorld(snapshot()), { mode: 0o600 });
    await rename(draft, file);
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const written = writing.then(write);
    writing = written.catch(() => undefined);
    return written;
  };
  return {
    flush,
    touch() {
      timer ??= setTimeout(() => void flush().catch(warn), DELAY_MS);
    },
  };
}

// Nobody waits for a save after a change; the one on close fails loudly.
function warn(error: Error): void {
  process.emitWarning(`the emulator's world was not saved: ${error.message}`);
}
