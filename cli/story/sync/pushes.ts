// The chapters of the sync story in which images are pushed, moved and missed, and appear in the customer's registry.
import { setTimeout } from "node:timers/promises";
import Table from "cli-table3";
import { runDeliveries } from "../../deliveries/runDeliveries";
import { STACK_NAME } from "../../emulated";
import { step } from "../../progress";
import type { State } from "../../recover/state";
import { runSync } from "../../sync/runSync";
import { type Compared, compare, type Pushed, pointTag, pushSigned } from "./images";
import { CATCH_UP_HOURS, CUSTOMER, PREFIX, REPOSITORY } from "./scenario";
import type { Stage } from "./stage";
import { command, heading } from "./telling";

/** What the customer asks. */
export const ASK_SYNC = "npm run -s sync -- --settings .emulated/contoso/sync.json";

/** What the vendor asks. */
export const ASK_DELIVERIES = `npm run -s deliveries -- --folder .emulated --stack ${STACK_NAME}`;

/** What was pushed before pushes were announced. @returns is the copy in step? */
export async function copyEarlier(stage: Stage): Promise<boolean> {
  heading(stage, `4. ${CUSTOMER} copies what was pushed before`);
  return (await sync(stage, "--apply")) === 0;
}

/** A push that is announced. @returns did it arrive? */
export async function pushOne(stage: Stage): Promise<boolean> {
  heading(stage, `5. The vendor pushes ${REPOSITORY}:2.0.0, for two platforms and signed`);
  const pushed = await pushSigned(stage.vendor, "2.0.0");
  return arrives(stage, pushed);
}

/** A tag that points to one image and then to another. @returns did the copy follow? */
export async function moveTag(stage: Stage): Promise<boolean> {
  heading(stage, "6. The tag latest moves from 1.1.0 to 2.0.0");
  return arrives(stage, await pointTag(stage.vendor, "latest", "2.0.0"));
}

/** A push whose webhook nobody answers. @returns was it noticed, and healed? */
export async function loseOne(stage: Stage): Promise<boolean> {
  const { control, context } = stage;
  heading(stage, `7. The vendor pushes ${REPOSITORY}:2.1.0, and the webhook is lost`);
  const fault = { operation: "Webhooks_Deliver", status: 504, times: "Infinity" };
  await control.addFault(fault);
  const pushed = await pushSigned(stage.vendor, "2.1.0");
  await control.settle();
  await control.clearFaults();
  const missing = await compare(stage, pushed);
  tell(stage, missing);
  const isMissed = missing.every(({ copy }) => copy === undefined);
  const seen = await deliveries(stage);
  const asked = await sync(stage);
  const now = await control.now();
  context.print("");
  context.print(`Six hours later, registry-sync-${STACK_NAME}-catch-up looks for what was missed.`);
  await control.moveTo(new Date(now.getTime() + CATCH_UP_HOURS * 3_600_000).toISOString());
  const isHealed = await arrives(stage, pushed);
  const isInStep = (await sync(stage)) === 0;
  return isMissed && seen === 1 && asked === 1 && isHealed && isInStep;
}

/** Waits for the copies, and shows both sides. @returns are they the same? */
async function arrives(stage: Stage, pushed: Pushed): Promise<boolean> {
  const { context } = stage;
  const compared = await step(context, "Waiting for the copy", async () => {
    for (let looks = 1; ; looks += 1) {
      const found = await compare(stage, pushed);
      if (found.every(isSame) || looks === MOST_LOOKS) return found;
      await setTimeout(PAUSE_MS, undefined, { signal: context.signal });
    }
  });
  tell(stage, compared);
  return compared.every(isSame);
}

/** Half a minute; an import takes a second here. */
const MOST_LOOKS = 120;
const PAUSE_MS = 250;

function isSame({ source, copy }: Compared): boolean {
  return source !== undefined && source === copy;
}

function tell({ context: { print, colors } }: Stage, compared: readonly Compared[]): void {
  const table = new Table({
    head: ["vendorimages", "digest", `contosoimages, ${PREFIX}${REPOSITORY}`],
    style: { head: [], border: [], compact: true },
  });
  for (const each of compared) {
    const copy = isSame(each) ? colors.green("the same") : colors.yellow(shortened(each.copy));
    table.push([each.name, shortened(each.source), copy]);
  }
  print(table.toString());
}

function shortened(digest: string | undefined): string {
  return digest?.slice(0, "sha256:".length + 12) ?? "not there";
}

async function sync(stage: Stage, ...options: "--apply"[]): Promise<number> {
  const { contoso, ca } = stage;
  const typed = [ASK_SYNC, ...options];
  const apply = options.length > 0;
  return command(stage, typed.join(" "), (context) =>
    runSync(
      { settings: contoso.settingsFile, apply },
      { ...context, env: { ...contoso.environment }, progress: () => {} },
      { http: { ca } },
    ),
  );
}

async function deliveries(stage: Stage): Promise<number> {
  const { vendor, ca } = stage;
  const source = {
    name: STACK_NAME,
    state: async () => (await vendor.stack.exportStack()).deployment as State,
  };
  return command(stage, ASK_DELIVERIES, (context) =>
    runDeliveries(
      { folder: vendor.folder },
      { ...context, env: { ...vendor.environment } },
      { source, http: { ca } },
    ),
  );
}
