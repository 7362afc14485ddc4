// Which pushes a webhook of which scope sends.
import { expect } from "chai";
import { useWebhook } from "./useWebhook";

const SCOPES = [
  { scope: "", fires: ["app/api:1", "app/api:latest", "app/api@", "app/web:1"] },
  { scope: "app/api:*", fires: ["app/api:1", "app/api:latest", "app/api@"] },
  { scope: "app/api:1", fires: ["app/api:1"] },
  { scope: "app/api", fires: ["app/api:latest"] },
  { scope: "app/*", fires: [] },
  { scope: "app/*:*", fires: [] },
  {
    scope: "app/*",
    behaviours: { webhookPrefixScopes: true },
    fires: ["app/api:1", "app/api:latest", "app/api@", "app/web:1"],
  },
  { scope: "app/w*:1", behaviours: { webhookPrefixScopes: true }, fires: ["app/web:1"] },
  {
    scope: "app/api:*",
    behaviours: { untaggedPushFiresWebhooks: false },
    fires: ["app/api:1", "app/api:latest"],
  },
];

describe("a webhook", () => {
  const { azure, pusher, image, put, given, settled } = useWebhook();

  for (const { scope, fires, behaviours = {} } of SCOPES) {
    const known = Object.keys(behaviours).join("");
    it(`of the scope "${scope}" fires for ${fires.join(", ") || "nothing"} ${known}`, async () => {
      const before = { ...azure.emulator.behaviours };
      Object.assign(azure.emulator.behaviours, behaviours);
      await given({ scope });
      await put("1", `one ${scope}`);
      await put("latest", `latest ${scope}`);
      await put(undefined, `untagged ${scope}`);
      await pusher().put("app/web", image("web"), { tag: "1" });
      const summary = await settled();
      Object.assign(azure.emulator.behaviours, before);

      expect(summary.map((each) => each.replace(/@.*/, "@"))).to.have.members(
        fires.map((each) => `push ${each}`),
      );
    });
  }
});
