// Runs the sync demo: from the vendor's entry to copies in a customer's own registry, a lost webhook and its healing.
import type { CommandContext, Outcome } from "../../command";
import type { RunningEmulator } from "../../emulated";
import { EXPORT_STACK, keepRunning } from "../keepRunning";
import { onEmulator } from "../onEmulator";
import { announce, connect, deploy } from "./handshake";
import { ASK_DELIVERIES, ASK_SYNC, copyEarlier, loseOne, moveTag, pushOne } from "./pushes";
import { searchSecrets } from "./secrets";
import { openStage, type Stage } from "./stage";
import { show } from "./telling";

/** Options of the story. */
export interface SyncStoryOptions {
  readonly keep?: boolean;
}

/** Tells it. @returns exit code 1 when a copy did not come, or a secret is somewhere */
export async function tellSyncStory(
  { keep }: SyncStoryOptions,
  given: CommandContext,
): Promise<Outcome> {
  const context = { ...given, columns: given.columns ?? 80 };
  return onEmulator(context, { customer: true }, async ({ engine, emulator }) => {
    const stage = await openStage({ engine, emulator }, context);
    show(stage, INTRODUCTION);
    await announce(stage);
    const handedOver = await deploy(stage);
    await connect(stage, handedOver.url);
    const chapters = [];
    for (const chapter of [copyEarlier, pushOne, moveTag, loseOne]) {
      chapters.push(await chapter(stage));
    }
    chapters.push(await searchSecrets(stage, handedOver));
    const fine = chapters.every((isFine) => isFine);
    const { colors, print } = context;
    print("");
    print(
      fine
        ? colors.green(
            "The copy has what the vendor has, by the same digests, and nobody saw a secret.",
          )
        : colors.red("The copy is not as the vendor's registry, or a secret was seen; see above."),
    );
    if (fine) show(stage, keep ? toAct(stage) : NEXT_STEPS);
    if (keep) await keepRunning(emulator as RunningEmulator, context);
    return { exitCode: fine ? 0 : 1, lines: [], data: { fine, chapters } };
  });
}

const INTRODUCTION = [
  "",
  "A vendor has the registry vendorimages. Its customer contoso has contosoimages,",
  "in another tenant, where no vendor may do anything.",
];

const NEXT_STEPS = [
  "",
  "What next:",
  "  act as vendor and customer   npm start -- --story sync --keep",
  "  the steps for your registry  docs/sync.md",
];

/** What the customer exports, and asks. */
function toAct({ contoso: { environment } }: Stage): string[] {
  return [
    "",
    "To act as contoso, in a shell of its own:",
    ...Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`),
    `  ${ASK_SYNC}`,
    "To act as the vendor, in another one, with what is exported below:",
    `  ${EXPORT_STACK}`,
    `  ${ASK_DELIVERIES}`,
  ];
}
