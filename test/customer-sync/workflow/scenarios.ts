// Histories of a tag at the vendor's that lose images in simpler recipes; each returns the tag's digest at both sides.
import { setTimeout } from "node:timers/promises";
import { digestOf } from "../../../emulator/registry/repositories";
import { OCI_INDEX } from "../../emulator/registry/pushing";
import { pushImage } from "../../emulator/registry/signedImage";
import type { SyncedRegistries } from "./syncedRegistries";

/** A history on its way; `move` points its tag to another image. */
interface Telling {
  readonly both: SyncedRegistries;
  move(to: "first" | "second"): Promise<void>;
}

/** What a tag points to at the vendor's and at the customer's. */
export interface Outcome {
  readonly source: string;
  readonly copy: string;
}

/** By name. */
export const SCENARIOS = {
  "an import that a later one overtakes": async ({ both, move }) => {
    both.vendor.emulator.faults.add({ operation: "Imports_Copy", delaySeconds: 600 });
    const before = both.importCount();
    await move("first");
    while (both.importCount() === before) await setTimeout(1);
    await move("second");
  },
  "events in the wrong order": async ({ both, move }) => {
    both.vendor.emulator.faults.add({ operation: "Webhooks_Deliver", delivery: "held" });
    await move("first");
    await move("second");
  },
  "an event that comes late and twice": async ({ both, move }) => {
    both.vendor.emulator.faults.add({
      operation: "Webhooks_Deliver",
      delivery: "doubled",
      delaySeconds: 600,
    });
    await move("first");
    await move("second");
  },
  "a tag that moves while it is imported, and back": async ({ both, move }) => {
    const { emulator } = both.vendor;
    let isFirst = true;
    const remove = emulator.intercept(async ({ phase, entry }) => {
      if (entry.operation !== "Registries_ImportImage" || !isFirst) return;
      isFirst = phase === "before";
      emulator.faults.add({ operation: "Webhooks_Deliver", delivery: "lost" });
      await move(phase === "before" ? "second" : "first");
    });
    await move("first");
    await emulator.settle();
    remove();
  },
  "an import that fails once": async ({ both, move }) => {
    await move("first");
    await both.vendor.emulator.settle();
    both.vendor.emulator.faults.add({ operation: "Imports_Copy", status: 500 });
    await move("second");
  },
} as const satisfies Readonly<Record<string, (telling: Telling) => Promise<void>>>;

/** Tells a history, and waits for its end. */
export async function tell(
  scenario: keyof typeof SCENARIOS,
  both: SyncedRegistries,
): Promise<Outcome> {
  const tag = `tag-${Object.keys(SCENARIOS).indexOf(scenario)}`;
  // Of their own for each history, and not copied yet.
  const { faults } = both.vendor.emulator;
  faults.add({ operation: "Webhooks_Deliver", delivery: "lost", times: 6 });
  for (const image of ["first", "second"]) {
    await pushImage(both.pusher, "app/api", image, `${image} of ${tag}`);
  }
  await both.vendor.emulator.settle();
  await SCENARIOS[scenario]({ both, move: (to) => pointTag(both, tag, to) });
  await both.vendor.emulator.settle();
  return { source: await both.vendorDigest(tag), copy: await both.digest(tag) };
}

/** Points a tag of `app/api` to what another reference points to. */
export async function pointTag(both: SyncedRegistries, tag: string, to: string): Promise<void> {
  const { bytes } = await both.pusher.send("GET", `/v2/app/api/manifests/${to}`);
  const { status } = await both.pusher.put("app/api", bytes, { mediaType: OCI_INDEX, tag });
  if (status !== 201) throw new Error(`${tag} to ${to}, ${digestOf(bytes)}: status ${status}`);
}
