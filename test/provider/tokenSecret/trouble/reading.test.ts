// A reading that fails: whose run it stops, and that the state forgets nothing over it.

import { expect } from "chai";
import { Unfinished } from "../../../../provider/protocol/resource";
import { fromWire, toWire } from "../../../../provider/protocol/wire";
import { failure } from "../outcome";
import { useSecretStack } from "../useSecretStack";

describe("TokenSecret: reading", () => {
  const stack = useSecretStack();

  for (const { path, status, isAlone } of [
    { path: "/registries/vendorimages", status: 403, isAlone: true },
    { path: "/registries/vendorimages", status: 409, isAlone: true },
    { path: "/registries/vendorimages", status: 401, isAlone: false },
    { path: "/registries/vendorimages", status: 404, isAlone: false },
    { path: "/vaults/vendor-access", status: 403, isAlone: true },
    { path: "/vaults/vendor-access", status: 401, isAlone: false },
    { path: "/vaults/vendor-access", status: 404, isAlone: false },
  ]) {
    it(`${isAlone ? "keeps the state for this token alone" : "ends the run"} when reading ${path} answers ${status}`, async () => {
      await stack.up();
      const state = stack.state;
      if (state === undefined) throw new Error("nothing was created");
      const { faults } = stack.azure.emulator;
      faults.add({ path, status, code: "Refused", times: 20 });
      const error = await failure(stack.kind.read(state, stack.call()));
      faults.clear();
      expect(error instanceof Unfinished).to.equal(isAlone);
      if (error instanceof Unfinished) {
        const { id, inputs, outputs } = error.made;
        expect({ id, inputs, outputs: fromWire(toWire(outputs)) }).to.deep.equal(state);
      }
    });
  }
});
