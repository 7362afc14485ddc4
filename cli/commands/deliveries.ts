// npm run deliveries: who answers the webhooks, and whether a webhook for a prefix fires.
import type { Command } from "../command";
import type { DeliveriesOptions } from "../deliveries/runDeliveries";
import { FOLDER, STACK } from "../options";
import { UserError } from "../userError";

/** Says of each webhook of the customers with a sync whether it is there, and what was answered. */
export const deliveries: Command<DeliveriesOptions & { readonly probePrefix?: boolean }> = {
  name: "deliveries",
  summary: "who answers the webhooks that announce pushes, and since when not?",
  details: [
    "Finds the webhooks of this stack's customers with sync, reads the events that the registry keeps, and says of each webhook: enabled, disabled, missing, or waiting for the callback URL; what was answered last, since when it is not answered well, how many events were lost, why, and what to do. Neither addresses nor headers are printed, with --json neither.",
    "A 2xx says that the event has arrived. A workflow answers so, too, when its conditions do not hold, for example with another header: only the customer sees that.",
    "--ping sends a trial by each webhook that is enabled, and waits up to 30 seconds for its answer. A customer's workflow starts no run for it. After a push that was answered 400, 408, 413, 422, 500 or 504, a ping that is answered well proves nothing, as these depend on what is sent: only the next push does.",
    "--probe-prefix makes a webhook for a prefix of its own, sync-probe-…/*, pushes an image of two bytes below it, looks for the event for a minute, compares with a webhook for a whole name, and deletes everything again, also after Ctrl-C. The webhook sends to the registry itself, so nobody is told. It needs the role of the nightly run and AcrPush and AcrDelete on the registry, and room for one webhook. Exit code 0 when it fires, 1 when not, 2 when that is not known or something is left.",
    "Needs the stack, and an identity that may read the webhooks and list their events: the role of the nightly run has both, Reader has not.",
    "Exit code 0 when all answer, 1 when one does not or is missing, 2 when that is not known of one.",
  ].join("\n\n"),
  examples: [
    { arguments: "", does: "all customers with sync of the selected stack" },
    { arguments: "contoso fabrikam --stack production", does: "only these customers" },
    { arguments: "contoso --ping", does: "send a trial and wait for the answer, after a change" },
    { arguments: "--json", does: "the same for a program" },
    {
      arguments: "--probe-prefix --stack test",
      does: "can `webhookScope: prefix` be used in this registry?",
    },
  ],
  positional: [
    {
      name: "customers",
      description: "ids of customers; all with sync unless given",
      isOptional: true,
      repeats: true,
    },
  ],
  options: [
    FOLDER,
    STACK,
    { flags: "--ping", description: "send a trial by each webhook, and wait for the answers" },
    {
      flags: "--probe-prefix",
      description: "instead: does a webhook for a prefix fire in this registry?",
    },
  ],
  async run(options, context) {
    if (options.probePrefix) {
      refuseWithProbe(options);
      const { runProbe } = await import("../deliveries/probe/runProbe.js");
      return runProbe(options, context);
    }
    const { runDeliveries } = await import("../deliveries/runDeliveries.js");
    return runDeliveries(options, context);
  },
};

/** They would be without effect. */
function refuseWithProbe({ customers = [], ping }: DeliveriesOptions): void {
  const given = [...customers, ...(ping ? ["--ping"] : [])];
  if (given.length === 0) return;
  throw new UserError(`--probe-prefix: is about no customer, and ${given.join(", ")} was given`, {
    remedy: "leave one of them out",
  });
}
