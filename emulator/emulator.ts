// Starts an emulated Azure on localhost: Entra, Resource Manager, container registries and key vaults.
import type { Behaviours } from "./behaviours";
import { CannotStart } from "./cannotStart";
import type { Faults } from "./faults";
import { createServerCertificate, type ServerCertificate } from "./http/certificates";
import type { Surroundings } from "./http/dispatch";
import type { Hosts } from "./http/hosts";
import { type KeyFolder, openKeyFolder } from "./http/keyFolder";
import { createListeners, isPortTaken, type Listeners } from "./http/listeners";
import type { InterceptHook, Journal } from "./journal";
import { resumeSchedules } from "./logic/logicApps";
import type { Clock } from "./time/clock";
import { settle } from "./time/settle";
import { vaultHostNames } from "./vault/address";
import { rememberWorld, stateOf } from "./world/checkpoint";
import { createWorld } from "./world/newWorld";
import { DEFAULT_SEED, type Seed } from "./world/seed";
import { type Tenant, viewTenant } from "./world/tenantView";
import type { World } from "./world/world";
import {
  createWorldFile,
  readWorldFile,
  type SavedWorld,
  WORLD_VERSION,
  type WorldFile,
} from "./world/worldFile";

/** How the emulator starts. */
export interface EmulatorOptions {
  /** Where the certificate authority and the signing key are kept. @default - a fresh folder, removed on close */
  readonly folder?: string;
  /** Loaded if present, saved on every change; it holds the passwords. @default - the world ends with the emulator */
  readonly worldFile?: string;
  /** The main port. @default - any free port, or the one in the world file */
  readonly port?: number;
  /** What the clock shows at the start, ISO 8601. @default - the machine's time, or as far ahead as in the world file */
  readonly now?: string;
  /** What exists at the start, unless a world file says so. @default DEFAULT_SEED */
  readonly seed?: Seed;
  /** @default DEFAULT_BEHAVIOURS */
  readonly behaviours?: Partial<Behaviours>;
}

/** A running emulator. */
export interface Emulator extends Tenant {
  /** Metadata, Entra, Resource Manager and control endpoints: `https://localhost:PORT`. */
  readonly url: string;
  /** The certificate of the authority that every client has to trust, as PEM. */
  readonly ca: string;
  readonly caFile: string;
  /** All tenants, the vendor's first; what the emulator itself shows of a tenant is the vendor's. */
  readonly tenants: readonly Tenant[];
  readonly clock: Pick<Clock, "now" | "set" | "advanceDays"> & {
    advanceSeconds(seconds: number): void;
  };
  readonly faults: Pick<Faults, "add" | "clear">;
  readonly journal: Pick<Journal, "entries" | "clear">;
  /** The passwords of all tokens as they are now: what a test looks for wherever none may be. */
  tokenPasswords(): { readonly username: string; readonly password: string }[];
  /** Changes take effect with the next request. */
  readonly behaviours: Behaviours;
  /** Calls a hook around each request, and waits for it; the result removes the hook. */
  intercept(hook: InterceptHook): () => void;
  /** Waits until all deliveries are answered, all imports done and all runs of workflows ended, by moving the clock. */
  settle(): Promise<void>;
  /** A certificate for a server on localhost which the webhooks, and whoever trusts `ca`, take. */
  issueCertificate(): Promise<ServerCertificate>;
  /**
   * Saves everything that exists, and the clock; the result restores it, each time it is called.
   *
   * Restoring also clears faults, the journal and running operations; behaviours stay.
   */
  checkpoint(): () => void;
  /** Ends it; a second call waits for the first. */
  close(): Promise<void>;
}

/** Starts an emulator that listens on 127.0.0.1 only. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const folder = await openKeyFolder(options.folder);
  try {
    return await start(options, folder);
  } catch (error) {
    await folder.release();
    throw error;
  }
}

async function start(options: EmulatorOptions, folder: KeyFolder): Promise<Emulator> {
  const saved =
    options.worldFile === undefined ? undefined : await readWorldFile(options.worldFile);
  const { seed = DEFAULT_SEED } = options;
  const names = vaultNames(saved ?? seed).flatMap(vaultHostNames);
  const certificate = await createServerCertificate(folder.authority, names);
  const ports = { main: options.port, earlier: saved?.ports ?? new Map() };
  const listeners = createListeners(certificate, ports, () => around);
  let ending: Promise<void> | undefined;
  const hooks = new Set<InterceptHook>();
  // What is under way at the end would else save the world once more, after somebody has removed the file.
  const onChange = () => (ending === undefined ? worldFile?.touch() : undefined);
  const given = { ...options, seed, saved, hosts: listeners, folder, hooks, onChange };
  const world = await createWorld(given);

  const worldFile = openWorldFile(options.worldFile, world, listeners);
  const around: Surroundings = { world, hooks, onChange };
  try {
    await openAll(listeners, world);
    resumeSchedules(world);
    await worldFile?.flush();
  } catch (error) {
    await listeners.close();
    throw isPortTaken(error) ? portTaken(options.port, error) : error;
  }

  const end = async () => {
    world.schedule.clear();
    await listeners.close();
    await worldFile?.flush();
    await folder.release();
  };
  const close = () => {
    ending ??= end();
    return ending;
  };
  return present({ world, listeners, folder, hooks, close });
}

/** Of all tenants, whether they are from a seed or from a world file. */
function vaultNames({ vaults, others = [] }: Seed | SavedWorld): string[] {
  return [vaults, ...others.map((tenant) => tenant.vaults)].flatMap((each) =>
    [...each.values()].map(({ name }) => name),
  );
}

function openWorldFile(
  file: string | undefined,
  world: World,
  listeners: Listeners,
): WorldFile | undefined {
  return file === undefined
    ? undefined
    : createWorldFile(file, () => ({
        version: WORLD_VERSION,
        clockOffsetMs: world.clock.offsetMs(),
        ports: listeners.ports(),
        ...stateOf(world),
        others: world.cloud
          .slice(1)
          .map((tenant) => ({ identity: tenant.identity, ...stateOf(tenant) })),
      }));
}

async function openAll(listeners: Listeners, world: World): Promise<void> {
  await listeners.open("main");
  for (const { registries, vaults } of world.cloud) {
    for (const { name } of registries.values()) {
      await listeners.open(`registry:${name}`);
    }
    for (const { name } of vaults.values()) {
      await listeners.open(`vault:${name}`);
    }
  }
}

function portTaken(port: number | undefined, cause: unknown): Error {
  return new CannotStart(
    `port ${port} is taken by another program; choose another, or none for any free one`,
    {
      cause,
    },
  );
}

/** What an emulator is made of once it runs. */
export interface Running {
  readonly world: World;
  readonly listeners: Hosts;
  readonly folder: KeyFolder;
  readonly hooks: Set<InterceptHook>;
  close(): Promise<void>;
}

/** Shows a running world as an emulator. */
export function present({ world, listeners, folder, hooks, close }: Running): Emulator {
  const vendor = viewTenant(world, listeners);
  const others = world.cloud.slice(1).map((tenant) => viewTenant(tenant, listeners));
  const tenants = [vendor, ...others];
  return {
    url: listeners.url("main"),
    ca: folder.authority.certificate,
    caFile: folder.caFile,
    ...vendor,
    get registries() {
      return vendor.registries;
    },
    get vaults() {
      return vendor.vaults;
    },
    tenants,
    clock: movedClock(world),
    faults: world.faults,
    journal: world.journal,
    tokenPasswords: () => tokenPasswords(world),
    behaviours: world.behaviours,
    intercept(hook) {
      hooks.add(hook);
      return () => hooks.delete(hook);
    },
    settle: () => settle(world),
    issueCertificate: () => createServerCertificate(folder.authority, []),
    checkpoint: () => rememberWorld(world),
    close,
  };
}

/** Moving the clock has the effects that wait for it. */
function movedClock({ clock, schedule }: World): Emulator["clock"] {
  return {
    now: () => clock.now(),
    set(iso) {
      clock.set(iso);
      schedule.runDue();
    },
    advanceDays(days) {
      clock.advanceDays(days);
      schedule.runDue();
    },
    advanceSeconds(seconds) {
      clock.advanceDays(seconds / 86_400);
      schedule.runDue();
    },
  };
}

function tokenPasswords({ cloud }: World): { username: string; password: string }[] {
  const registries = cloud.flatMap((tenant) => [...tenant.registries.values()]);
  const tokens = registries.flatMap((registry) => [...registry.tokens.values()]);
  return tokens.flatMap(({ name, passwords }) =>
    passwords.map(({ value }) => ({ username: name, password: value })),
  );
}
