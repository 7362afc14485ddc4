// When a secret's write is repeated, after how long, and when no more.

import { expect } from "chai";
import { conflictRetry, registerConflictRetry } from "../../components/conflictRetry";

/** As azure-native passes on what Resource Manager says. */
const CONFLICT =
  'autorest/azure: Service returned an error. Status=409 Code="ConflictError" Message="A conflict occurred that prevented the operation from completing. The operation failed because the Key Vault \'vendor-access\' changed from the point the operation began."';

/** The answers to one error after the other about the same secret, newest first as the engine gives them, and the waits. */
async function answers(
  errors: readonly string[],
): Promise<{ repeated: boolean[]; waits: number[] }> {
  const waits: number[] = [];
  const hook = conflictRetry(async (ms) => {
    waits.push(ms);
  });
  const repeated: boolean[] = [];
  for (const index of errors.keys()) {
    repeated.push(await hook.callback(failure(errors.slice(0, index + 1).reverse())));
  }
  return { repeated, waits };
}

function failure(errors: string[]) {
  return { urn: "", id: "", name: "contoso-secret", type: "", failedOperation: "create", errors };
}

describe("conflictRetry", () => {
  it("repeats a write after a conflict, and waits longer each time", async () => {
    const { repeated, waits } = await answers(Array(6).fill(CONFLICT));
    expect(repeated).to.deep.equal([true, true, true, true, true, true]);
    const longest = [1_000, 2_000, 4_000, 8_000, 8_000, 8_000];
    for (const [index, most] of longest.entries()) {
      expect(waits[index], `wait ${index + 1}`).to.be.within(most / 2, most);
    }
  });

  it("waits by chance, so that two runs do not meet again and again", async () => {
    const waits = await Promise.all(
      Array.from({ length: 20 }, async () => (await answers([CONFLICT])).waits[0]),
    );
    expect(new Set(waits).size).to.be.greaterThan(1);
  });

  it("repeats nothing after another error", async () => {
    const forbidden = 'Status=403 Code="AuthorizationFailed" Message="no access"';
    expect(await answers([forbidden])).to.deep.equal({ repeated: [false], waits: [] });
    expect((await answers([CONFLICT, forbidden])).repeated).to.deep.equal([true, false]);
  });

  it("gives up when all secrets together have waited for five minutes", async () => {
    let waited = 0;
    const hook = conflictRetry(async (ms) => {
      waited += ms;
    });
    const one = () => hook.callback(failure(Array(10).fill(CONFLICT)));
    let repeated = 0;
    while ((await one()) && repeated < 1_000) repeated += 1;
    expect(waited).to.be.within(292_000, 300_000);
    // Also a short wait, which would still fit, is refused then.
    const short = () => hook.callback(failure([CONFLICT]));
    expect(await Promise.all(Array.from({ length: 100 }, short))).to.not.include(true);
  });

  it("is left out where the engine knows no error hooks", async () => {
    expect(await registerConflictRetry()).to.equal(undefined);
  });
});
