// The last chapter of the sync story: looks for the secrets wherever none may be.
import { STACK_NAME } from "../../emulated";
import { keptInPlain, keptPasswords } from "../keptPasswords";
import type { HandedOver } from "./handshake";
import { readRunHistory } from "./runHistory";
import { CUSTOMER } from "./scenario";
import type { Stage } from "./stage";
import { heading, show } from "./telling";

/** Counts them. @returns are there none? */
export async function searchSecrets(
  stage: Stage,
  { header, password, url }: HandedOver,
): Promise<boolean> {
  heading(stage, "8. Password, header and callback URL are in no state and no history");
  const { vendor, contoso } = stage;
  const signature = new URL(url).searchParams.get("sig") ?? "";
  const secrets = [header, password, signature];
  const workflows = `${contoso.groupId}/providers/Microsoft.Logic/workflows`;
  let [runs, found] = [0, 0];
  for (const name of [
    `registry-sync-${STACK_NAME}-events`,
    `registry-sync-${STACK_NAME}-catch-up`,
  ]) {
    const history = await readRunHistory(contoso.cloud, `${workflows}/${name}`);
    runs += history.runs;
    const text = history.texts.join("\n");
    for (const secret of secrets) found += text.split(secret).length - 1;
  }
  const inVendors = await keptPasswords(vendor.folder, secrets);
  const inCustomers = await keptInPlain(contoso.folder, secrets);
  show(stage, [
    `in the vendor's state and history, where nothing is encrypted either: ${inVendors}`,
    `in the state and history of ${CUSTOMER}, in plain: ${inCustomers}`,
    `in the history and the expression traces of ${runs} runs of the workflows: ${found}`,
  ]);
  return [inVendors, inCustomers, found].every((count) => count === 0);
}
