// `npm run deliveries -- --probe-prefix` against an emulator, and what it leaves in the registry.
import picocolors from "picocolors";
import { connectCloud } from "../../../azure/cloud";
import { listRepositories } from "../../../azure/registry/operatorCatalog";
import type { Outcome } from "../../../cli/command";
import { runProbe } from "../../../cli/deliveries/probe/runProbe";
import { DEFAULT_BEHAVIOURS } from "../../../emulator/behaviours";
import { giveRole } from "../../emulator/arm/importing";
import { useInProcess } from "../../emulator/inProcessAzure";
import type { EmulatedAzure } from "../../emulator/useEmulator";
import { withDeliveryTime } from "./deliveryTime";

/** What a probe gave, with what it said meanwhile. */
export interface Probed {
  readonly outcome?: Outcome;
  readonly error?: Error & { remedy?: string };
  readonly said: readonly string[];
}

/** An emulator for the tests of a describe, in its first state again for each. */
export function useProbes(azure: EmulatedAzure = useInProcess()) {
  let restore = () => {};
  before(() => {
    restore = azure.emulator.checkpoint();
  });
  beforeEach(() => {
    const { emulator } = azure;
    restore();
    emulator.faults.clear();
    emulator.journal.clear();
    Object.assign(emulator.behaviours, DEFAULT_BEHAVIOURS);
  });
  return {
    azure,
    /** As in the beginning. */
    clean: () => restore(),
    probe: (more: Partial<Probing> = {}) => probeOnce(azure, more),
    /** Names of webhooks, and of repositories that are not the seed's. */
    async left(): Promise<string[]> {
      const { environment } = azure.emulator;
      const cloud = await connectCloud({ ...environment }, azure.http);
      const repositories = await listRepositories(cloud, azure.registryId);
      const { body } = await azure.arm("GET", "webhooks");
      const { value } = body as { value: { name: string }[] };
      return [
        ...value.map(({ name }) => name),
        ...repositories.filter((name) => name.startsWith("sync-probe-")),
      ].map(withoutId);
    },
    /** An identity, which gets these roles on the registry in addition. */
    async identityWith(...roles: string[]): Promise<NodeJS.ProcessEnv> {
      for (const role of roles) {
        await giveRole(azure, "contoso-deployment", role, azure.registryId);
      }
      const { environment, principals } = azure.tenant;
      const { clientId, clientSecret } =
        principals.find(({ name }) => name === "contoso-deployment") ?? {};
      return { ...environment, ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: clientSecret };
    },
  };
}

interface Probing {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

async function probeOnce(
  azure: EmulatedAzure,
  { env, signal = new AbortController().signal }: Partial<Probing>,
): Promise<Probed> {
  const said: string[] = [];
  const tell = (line: string) => said.push(withoutId(line));
  const { emulator, registryId } = azure;
  const context = {
    env: env ?? { ...emulator.environment },
    isTerminal: false,
    colors: picocolors.createColors(false),
    signal,
    print: tell,
    progress: tell,
  };
  const { http } = azure;
  try {
    const outcome = await withDeliveryTime(azure, (time) =>
      runProbe({ folder: "." }, context, { registryId, http, time }),
    );
    return { outcome, said };
  } catch (thrown) {
    return { error: thrown as Error, said };
  }
}

/** The text without the random part of the names. */
export function withoutId(text: string): string {
  return text.replace(/(?<=sync-?probe-?)[0-9a-f]{12}/g, "…");
}
