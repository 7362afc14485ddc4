// Two runs at once, over a broken lock: what the vault hands out in the end is what the token accepts.

import { expect } from "chai";
import type { InterceptHook } from "../../../../emulator/journal";
import type { Properties } from "../../../../provider/protocol/resource";
import { tokenSecret } from "../../../../provider/tokenSecret/tokenSecret";
import { failure, stable, text } from "../outcome";
import { TODAY } from "../secretStack";
import { useSecretStack } from "../useSecretStack";

const ANOTHER =
  "token contoso-pull: password1 was generated but is not published: another run has issued a password at the same time; run again to generate it again";

describe("TokenSecret: two runs at once", () => {
  const stack = useSecretStack();

  /** Does something once, in the middle of the run. */
  const once = (phase: "before" | "after", operation: string, work: () => Promise<unknown>) => {
    let isDone = false;
    const hook: InterceptHook = async (event) => {
      if (isDone || event.phase !== phase || event.entry.operation !== operation) return;
      isDone = true;
      await work();
    };
    return stack.azure.emulator.intercept(hook);
  };

  /** A whole first run of somebody else with the same program; answers the state that it leaves. */
  const otherRun = async () => {
    const azure = stack.access({}, { client: stack.issued.watching(stack.azure.http.client) });
    const run = () => ({ today: TODAY, mayRotate: true });
    const kind = tokenSecret({ azure, run, isListed: () => false });
    const call = { urn: "urn", isPreview: false, log: () => {} };
    return kind.create(stack.inputs(), call);
  };

  const expectWorking = async () => expect(await stack.isHandedOutAccepted()).to.equal(true);

  it("fails where the slot was issued again during the publication, and the next run issues another", async () => {
    const stop = once("before", "VaultSecrets_CreateOrUpdate", () =>
      stack.azure.givenPassword("contoso-pull", "password1"),
    );
    expect(text(await failure(stack.up()))).to.equal(ANOTHER);
    stop();
    expect(await stack.up()).to.equal("updated");
    await expectWorking();
    expect(await stack.up()).to.equal("same");
  });

  it("issues nothing in a run that begins after the publication, and knows no state of it", async () => {
    let other: unknown;
    const stop = once("after", "VaultSecrets_CreateOrUpdate", async () => {
      other = (await otherRun()).outputs;
    });
    expect(await stack.up()).to.equal("created");
    stop();
    expect(stack.requests().filter((each) => each.startsWith("Generate"))).to.have.length(1);
    expect(stable(other as Properties)).to.deep.equal(stable(stack.state?.outputs));
    await expectWorking();
  });

  for (const operation of ["AccessTokens_Get", "VaultSecrets_CreateOrUpdate"]) {
    for (const whose of ["its own", "the other's"]) {
      const phase = operation === "AccessTokens_Get" ? "after" : "before";
      it(`never leaves another's date on its own password (a whole run ${phase} ${operation}; ${whose} state is kept)`, async () => {
        let other: Awaited<ReturnType<typeof otherRun>> | undefined;
        const stop = once(phase, operation, async () => {
          other = await otherRun();
        });
        expect(text(await failure(stack.up()))).to.equal(ANOTHER);
        stop();
        if (whose === "the other's") {
          const { id = "", inputs = {}, outputs = {} } = other ?? {};
          stack.state = { id, inputs, outputs };
        }
        expect(await stack.up()).to.equal("updated");
        await expectWorking();
        expect(await stack.up()).to.equal("same");
      });
    }
  }
});
