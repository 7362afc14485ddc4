// A reading that fails: whose run it stops, and that the state forgets nothing over it.

import { expect } from "chai";
import { Secret, Unfinished } from "../../../provider/protocol/resource";
import { useCredentialsStack } from "./credentialsStack";
import { failure } from "./outcome";

describe("TokenCredentials: reading", () => {
  const stack = useCredentialsStack();

  for (const { status, isAlone } of [
    { status: 403, isAlone: true },
    { status: 409, isAlone: true },
    { status: 401, isAlone: false },
    { status: 404, isAlone: false },
  ]) {
    it(`${isAlone ? "keeps the state for this token alone" : "ends the run"} when reading answers ${status}`, async () => {
      await stack.up();
      const state = stack.state;
      if (state === undefined) throw new Error("nothing was created");
      const call = { urn: "urn", isPreview: false, log: () => {} };
      const { faults } = stack.azure.emulator;
      faults.add({ path: "/registries/vendorimages", status, code: "Refused", times: 20 });
      const error = await failure(stack.kind.read(state, call));
      faults.clear();
      expect(error instanceof Unfinished).to.equal(isAlone);
      if (error instanceof Unfinished) {
        expect(error.made.id).to.equal(state.id);
        expect(error.made.inputs).to.deep.equal(state.inputs);
        expect({ ...error.made.outputs, password: "" }).to.deep.equal({
          ...state.outputs,
          password: "",
        });
        expect(error.made.outputs.password).to.be.instanceOf(Secret);
      }
    });
  }
});
