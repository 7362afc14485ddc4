// Answers of Azure that cannot be used, or come too late: nothing of them is stored, and the next run makes it good.

import { expect } from "chai";
import { connectCloud } from "../../../../azure/cloud";
import { openRegistryTokens } from "../../../../azure/tokens/registryTokens";
import { failure, text } from "../outcome";
import { useSecretStack } from "../useSecretStack";
import { changedAnswers } from "./changedAnswers";

describe("an answer that cannot be used", () => {
  const stack = useSecretStack();

  const answers: {
    name: string;
    change: (body: string) => string;
    says: (slot: string) => string;
  }[] = [
    {
      name: "without the slot that was asked for",
      change: (body) => body.replace(/"password[12]"/g, '"password3"'),
      says: (slot) =>
        `generating ${slot} of token contoso-pull: the answer holds no value for ${slot}; run again; the slot is generated again`,
    },
    {
      name: "for another user",
      change: (body) => body.replace('"contoso-pull"', '"fabrikam-pull"'),
      says: (slot) =>
        `generating ${slot} of token contoso-pull: the answer is for user "fabrikam-pull", not for this token; nothing was stored; check the token's id and run again`,
    },
    {
      name: "that is cut off",
      change: (body) => body.slice(0, -10),
      says: (slot) =>
        `generating ${slot} of token contoso-pull: 200 PARSE_ERROR: the answer is not JSON (request id ID); run again`,
    },
  ];
  for (const { name, change, says } of answers) {
    it(`${name} keeps the slot of a first password, which is generated again`, async () => {
      stack.connect({}, { client: changedAnswers(stack.azure.http.client, change) });
      expect(text(await failure(stack.up()))).to.equal(says("password1"));
      expect(await stack.secret.current()).to.equal(undefined);

      stack.connect();
      expect(await stack.up()).to.equal("updated");
      expect(await stack.listedSlots()).to.deep.equal(["password1"]);
      expect(await stack.isHandedOutAccepted()).to.equal(true);
    });

    it(`${name} keeps the password that is rotated, whose successor is generated again`, async () => {
      await stack.up();
      const before = await stack.secret.password();
      stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
      stack.connect({}, { client: changedAnswers(stack.azure.http.client, change) });
      expect(text(await failure(stack.up()))).to.equal(says("password2"));
      expect(await stack.secret.password()).to.equal(before);
      expect(await stack.accepts(before)).to.equal(true);

      stack.connect();
      expect(await stack.up()).to.equal("updated");
      expect(stack.state?.outputs.currentSlot).to.equal("password2");
      expect(await stack.accepts(before)).to.equal(true);
      expect(await stack.isHandedOutAccepted()).to.equal(true);
    });
  }

  describe("when an operation has no end", () => {
    const tokens = async () => {
      const { environment, behaviours } = stack.azure.emulator;
      Object.assign(behaviours, { longRunning: true, longRunningCredentials: true });
      const cloud = await connectCloud(environment, stack.azure.http);
      return openRegistryTokens(cloud, 100);
    };
    const ENDLESS =
      "ETIMEDOUT: Azure has not finished it within 0.1 seconds; run again in a few minutes";

    it("is given up while a token is updated", async () => {
      const update = (await tokens()).update(stack.tokenId, { enabled: false });
      expect(text(await failure(update))).to.equal(`updating token contoso-pull: ${ENDLESS}`);
    });

    it("is given up while a password is generated", async () => {
      const generate = (await tokens()).generatePassword(stack.tokenId, "password1");
      expect(text(await failure(generate))).to.equal(
        `generating password1 of token contoso-pull: ${ENDLESS}`,
      );
    });
  });
});
