// Two tenants and `npm run sync` between them, on the emulator's clock, as an identity with the documented roles alone.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import picocolors from "picocolors";
import type { Outcome } from "../../../cli/command";
import { runSync } from "../../../cli/sync/runSync";
import type { SyncOptions } from "../../../cli/sync/settings";
import type { SyncReport } from "../../../cli/sync/syncReport";
import type { SyncTime } from "../../../cli/sync/world";
import { withCustomer } from "../../../emulator/world/customerTenant";
import { DEFAULT_SEED } from "../../../emulator/world/seed";
import { useInProcess } from "../../emulator/inProcessAzure";
import type { Pusher } from "../../emulator/registry/pushing";
import { givenPusher } from "../../emulator/registry/signedImage";
import type { EmulatedAzure } from "../../emulator/useEmulator";
import { giveRoles, importerOf } from "./importer";

/** What the command gave, with what it said meanwhile. */
export interface Synced extends Outcome {
  readonly data: SyncReport;
  readonly said: readonly string[];
}

const REPOSITORIES = ["app/api", "app/worker"];

/** What both tenants have in the beginning. */
export const BOTH = withCustomer(DEFAULT_SEED);

/** For the tests of a describe. @param vendor must listen where the command is a process of its own @default - in this process */
export function useSync(vendor: EmulatedAzure = useInProcess({ seed: BOTH })) {
  const made = {
    contoso: undefined as unknown as EmulatedAzure,
    pusher: undefined as unknown as Pusher,
    reader: undefined as unknown as Pusher,
    password: "",
    folder: "",
    restore: () => {},
  };
  before(async () => {
    made.contoso = vendor.in("contoso");
    made.pusher = await givenPusher(vendor, "pusher", ...REPOSITORIES);
    made.password = await vendor.givenToken(
      "contoso-pull",
      REPOSITORIES.flatMap((name) => [
        `repositories/${name}/content/read`,
        `repositories/${name}/metadata/read`,
      ]),
    );
    made.reader = await givenPusher(
      made.contoso,
      "reader",
      ...REPOSITORIES.map((name) => `vendor/${name}`),
    );
    await giveRoles(made.contoso, made.password);
    made.restore = vendor.emulator.checkpoint();
  });
  beforeEach(() => {
    made.folder = mkdtempSync(join(tmpdir(), "sync-"));
    made.restore();
  });
  afterEach(() => rmSync(made.folder, { recursive: true, force: true }));

  return {
    vendor,
    made,
    /** Runs the command as the importer; `--apply` and the rest by the options. */
    sync: (options: Partial<SyncOptions> = {}, more: Partial<Running> = {}) =>
      syncOnce(vendor, made, options, more),
    /** All tags of a copy with their digests, as a pull sees them; a tag without its manifest is an error. */
    copy: (repository: string) => tagsOf(made.reader, `vendor/${repository}`),
    source: (repository: string) => tagsOf(made.pusher, repository),
    /** How many requests of each operation came. */
    requests: (operation: string) =>
      vendor.emulator.journal.entries().filter((entry) => entry.operation === operation).length,
  };
}

/** How it runs. */
export interface Running {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly time: SyncTime;
  readonly columns: number;
  readonly input: string;
  /** Where what it says goes, for a run that is interrupted. */
  readonly said: string[];
}

/** Time that is the emulator's clock, and passes when somebody waits. */
export function timeOf(azure: EmulatedAzure): SyncTime {
  const { clock } = azure.emulator;
  return {
    nowMs: () => clock.now().getTime(),
    async wait(ms, signal) {
      signal.throwIfAborted();
      const until = clock.now().getTime() + ms;
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      if (clock.now().getTime() < until) clock.set(new Date(until).toISOString());
    },
  };
}

/** The options that every run has. */
export function optionsFor(
  vendor: EmulatedAzure,
  { contoso, folder }: { contoso: EmulatedAzure; folder: string },
): SyncOptions {
  return {
    source: vendor.loginServer,
    username: "contoso-pull",
    passwordSecret: `${contoso.vaultUrl}/secrets/vendor-password`,
    target: contoso.registryId,
    targetPrefix: "vendor/",
    repository: ["app/api"],
    deletes: "report",
    maxDeletes: "10",
    importMinutes: "30",
    state: folder,
  };
}

/** Runs the command once, in this process. */
export async function syncOnce(
  vendor: EmulatedAzure,
  made: { contoso: EmulatedAzure; folder: string },
  options: Partial<SyncOptions>,
  more: Partial<Running>,
): Promise<Synced> {
  const { input, said = [] } = more;
  const outcome = await runSync(
    { ...optionsFor(vendor, made), ...options },
    {
      env: more.env ?? importerOf(made.contoso),
      isTerminal: false,
      ...(more.columns === undefined ? {} : { columns: more.columns }),
      colors: picocolors.createColors(false),
      signal: more.signal ?? new AbortController().signal,
      ...(input === undefined ? {} : { readInput: async () => input }),
      print: (line) => said.push(line),
      progress: (line) => said.push(line),
    },
    {
      http: vendor.http,
      time: more.time ?? timeOf(vendor),
    },
  );
  const printed = JSON.stringify([outcome, said, state(made.folder)]);
  if (vendor.emulator.tokenPasswords().some(({ password }) => printed.includes(password))) {
    throw new Error("a password was printed, or is in the folder");
  }
  return { ...outcome, data: outcome.data as SyncReport, said };
}

/** What is in the state folder. */
function state(folder: string): string[] {
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
}

async function tagsOf(reader: Pusher, repository: string): Promise<Record<string, string>> {
  const { body } = await reader.send("GET", `/v2/${repository}/tags/list?n=1000`);
  const { tags = [] } = body as { tags?: string[] };
  const digests = await Promise.all(
    tags.map(async (tag): Promise<[string, string]> => {
      const { status, headers } = await reader.send("GET", `/v2/${repository}/manifests/${tag}`);
      return [tag, status === 200 ? String(headers["docker-content-digest"]) : `status ${status}`];
    }),
  );
  return Object.fromEntries(digests);
}
