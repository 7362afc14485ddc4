// A webhook of a registry that sends to a receiver, and what is pushed so that it does.
import type { Fault } from "../../../emulator/faults";
import type { Webhook } from "../../../emulator/webhooks/webhook";
import { imageOf, type Pusher } from "../registry/pushing";
import { givenPusher } from "../registry/signedImage";
import { useEmulator } from "../useEmulator";
import { useReceiver } from "./receiver";

const CONFIG = Buffer.from("{}");

/** What `listEvents` shows, as far as tests look at it. */
interface ShownEvent {
  readonly eventResponseMessage: { readonly statusCode: string; readonly headers: object };
}

/** An emulator and a receiver for the tests of a describe; each test makes the webhook, which is deleted after it. */
export function useWebhook() {
  const azure = useEmulator();
  const receiver = useReceiver(azure);
  let made: Pusher | undefined;
  const pusher = () => {
    if (made === undefined) throw new Error("nothing was set up yet");
    return made;
  };
  before(async () => {
    made = await givenPusher(azure, "pusher", "app/api", "app/web");
    await made.upload("app/api", CONFIG);
    await made.upload("app/web", CONFIG);
  });
  afterEach(async () => {
    azure.emulator.faults.clear();
    await azure.arm("DELETE", "webhooks/contoso0sync");
  });

  return {
    azure,
    receiver,
    pusher,
    image: imageWith,
    /** Makes or changes the webhook; it is for all pushes and deletions unless its properties say otherwise. */
    given: (properties: Partial<Webhook> = {}) =>
      azure.arm("PUT", "webhooks/contoso0sync", {
        location: "westeurope",
        properties: { serviceUri: receiver.url, actions: ["push", "delete"], ...properties },
      }),
    /** Pushes an image to `app/api`, by its digest where there is no tag. @returns the digest */
    async put(tag: string | undefined, version = tag ?? ""): Promise<string> {
      const sent = tag === undefined ? {} : { tag };
      const { headers } = await pusher().put("app/api", imageWith(version), sent);
      return String(headers["docker-content-digest"]);
    },
    /** Waits for all deliveries. @returns what was received */
    async settled(): Promise<string[]> {
      await azure.emulator.settle();
      return receiver.summary;
    },
    async events(): Promise<ShownEvent[]> {
      const { body } = await azure.arm("POST", "webhooks/contoso0sync/listEvents");
      return (body as { value: ShownEvent[] }).value;
    },
    disturbed: (fault: Fault) =>
      azure.emulator.faults.add({ operation: "Webhooks_Deliver", ...fault }),
  };
}

function imageWith(version: string): Buffer {
  return imageOf(CONFIG, [], { annotations: { version } });
}
