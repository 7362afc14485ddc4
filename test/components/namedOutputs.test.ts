// Resources with few outputs: the engine gets the same properties, the program has only the outputs that it named.

import { Token } from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { withOutputs } from "../../components/namedOutputs";

const ARGS = { resourceGroupName: "registry", registryName: "vendorimages", status: "enabled" };

/** The properties that the engine gets of each resource, by its name; it gives all of them back, and `creationDate`. */
async function declared(program: () => void): Promise<Record<string, unknown>> {
  const inputs: Record<string, unknown> = {};
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ name, type, inputs: given }) => {
      inputs[name] = { type, ...given };
      return { id: `id of ${name}`, state: { ...given, creationDate: "2026-03-01" } };
    },
  });
  program();
  await pulumi.runtime.disconnect();
  return inputs;
}

/** The names of all outputs that a resource has. */
function outputsOf(resource: object): string[] {
  return Object.entries(resource)
    .filter(([, value]) => pulumi.Output.isInstance(value))
    .map(([name]) => name)
    .sort();
}

describe("withOutputs", () => {
  const Part = withOutputs(Token, ["status", "creationDate"]);

  it("gives the outputs that are named, with what the engine answers", async () => {
    let part: InstanceType<typeof Part> | undefined;
    await declared(() => {
      part = new Part("token", ARGS, {});
    });
    if (part === undefined) throw new Error("nothing was declared");
    expect(outputsOf(part)).to.deep.equal(["creationDate", "id", "status", "urn"]);
    const { id, status, creationDate } = part;
    const values = [id, status, creationDate].map((output) =>
      (output as unknown as { promise(): Promise<unknown> }).promise(),
    );
    expect(await Promise.all(values)).to.deep.equal(["id of token", "enabled", "2026-03-01"]);
  });

  it("gives the engine the same properties as the whole class", async () => {
    const { whole, part } = await declared(() => {
      new Token("whole", ARGS);
      new Part("part", ARGS, {});
    });
    expect(part).to.deep.equal(whole);
    expect(whole).to.include(ARGS);
  });

  it("leaves the whole class as it is", async () => {
    let whole: Token | undefined;
    await declared(() => {
      new Part("part", ARGS, {});
      whole = new Token("whole", ARGS);
    });
    expect(outputsOf(whole ?? {})).to.include.members(["id", "registryName", "scopeMapId", "type"]);
  });
});
