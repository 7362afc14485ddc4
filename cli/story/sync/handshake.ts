// The first chapters of the sync story: the steps of docs/sync.md, by which both sides exchange their secrets.
import { connectCloud } from "../../../azure/cloud";
import { readSecretAt } from "../../../azure/vault/secretAt";
import { moveRuns, STACK_NAME } from "../../emulated";
import type { State } from "../../recover/state";
import { deployedSyncs } from "../../syncUrl/deployedSync";
import { runSyncUrl } from "../../syncUrl/runSyncUrl";
import { CUSTOMER, ENTRY, RIGHTS_DELAY_SECONDS } from "./scenario";
import type { Stage } from "./stage";
import { command, heading, show, up } from "./telling";

/** The secrets that passed between both sides. */
export interface HandedOver {
  readonly header: string;
  readonly password: string;
  readonly url: string;
}

/** The vendor declares the sync: there is a header, and no webhook yet. */
export async function announce(stage: Stage): Promise<void> {
  heading(stage, `1. The vendor adds \`${ENTRY}\` to ${CUSTOMER}'s entry`);
  await up(stage, stage.vendor.stack, "pulumi up: the vendor's customers.yaml");
}

/** The customer fetches what is for them, and deploys both workflows. */
export async function deploy(stage: Stage): Promise<HandedOver> {
  const { contoso, control, context } = stage;
  heading(stage, `2. ${CUSTOMER} deploys customer-sync/ in its own tenant`);
  const { header, password } = await fetchSecrets(stage);
  show(stage, [
    "  fetched from the vendor's vault as a reader: the header, and the password of",
    "  contoso-pull",
  ]);
  const secret = (value: string) => ({ value, secret: true });
  await contoso.stack.setAllConfig({
    "customer-sync:password": secret(password),
    "customer-sync:headerSecret": secret(header),
  });
  await control.behave({ roleAssignmentDelaySeconds: RIGHTS_DELAY_SECONDS });
  await up(stage, contoso.stack, "pulumi up: the customer's stack");
  const { callbackUrl } = await contoso.stack.outputs();
  if (callbackUrl?.secret !== true) throw new Error("the callback URL is not a secret output");
  show(stage, ["  callbackUrl: [secret]"]);
  const later = new Date((await control.now()).getTime() + RIGHTS_DELAY_SECONDS * 1_000);
  await control.moveTo(later.toISOString());
  moveRuns(stage.vendor.stack, later.toISOString());
  context.print("Ten minutes later, the rights of the workflows have an effect.");
  return { header, password, url: String(callbackUrl.value) };
}

async function fetchSecrets(stage: Stage): Promise<Omit<HandedOver, "url">> {
  const { vendor, contoso, vendorVault, ca, context } = stage;
  const { deployment } = await vendor.stack.exportStack();
  const outputs = await vendor.stack.outputs();
  const secrets = outputs.secrets?.value as Record<string, string> | undefined;
  const cloud = await connectCloud(contoso.readerEnvironment, { ca, signal: context.signal });
  const read = (name = "") =>
    readSecretAt(cloud, { vaultUrl: vendorVault.replace(/\/$/, ""), name });
  return {
    header: await read(deployedSyncs(deployment as State).get(CUSTOMER)?.headerSecretName),
    password: await read(secrets?.[CUSTOMER]),
  };
}

/** The vendor gets the callback URL, and makes the webhooks. */
export async function connect(stage: Stage, url: string): Promise<void> {
  const { vendor, ca } = stage;
  heading(stage, "3. The vendor gets the callback URL, and announces pushes from now on");
  const source = {
    name: STACK_NAME,
    state: async () => (await vendor.stack.exportStack()).deployment as State,
  };
  await command(stage, `npm run -s sync-url -- ${CUSTOMER} < url.txt`, (context) =>
    runSyncUrl(
      { id: CUSTOMER, folder: vendor.folder },
      { ...context, env: vendor.environment, readInput: async () => url, isInputTerminal: false },
      { source, ca },
    ),
  );
  await up(stage, vendor.stack, "pulumi up: the vendor's webhooks");
}
