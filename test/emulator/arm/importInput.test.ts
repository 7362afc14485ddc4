// What an import cannot be asked for.
import { expect } from "chai";
import { endOf, useImports } from "./importing";

describe("an emulated import", () => {
  const { start } = useImports();

  for (const { body, message } of [
    { body: {}, message: "The property 'source' is required." },
    {
      body: { source: { registryUri: "localhost:1" } },
      message: "The property 'sourceImage' is not valid: ''.",
    },
    {
      body: { source: { registryUri: "localhost:1", sourceImage: "App/Api:1" } },
      message: "The property 'sourceImage' is not valid: 'App/Api:1'.",
    },
    {
      body: { source: { registryUri: "localhost:1", sourceImage: "app/api@sha256:1" } },
      message: "The property 'sourceImage' is not valid: 'app/api@sha256:1'.",
    },
    {
      body: { source: { sourceImage: "app/api:1" } },
      message: "One of the properties 'resourceId' and 'registryUri' is required.",
    },
    {
      body: { source: { registryUri: "localhost:1", sourceImage: "app/api:1" }, mode: "force" },
      message: "The property 'mode' must be 'Force' or 'NoForce'.",
    },
    {
      body: {
        source: { registryUri: "localhost:1", sourceImage: "app/api:1" },
        targetTags: ["a@sha256:1"],
      },
      message: "The property 'targetTags' is not valid: 'a@sha256:1'.",
    },
    {
      body: {
        source: { registryUri: "localhost:1", sourceImage: `app/api@sha256:${"a".repeat(64)}` },
      },
      message: "One of 'targetTags' and 'untaggedTargetRepositories' is required with a digest.",
    },
  ]) {
    it(`is refused with ${JSON.stringify(body)}`, async () => {
      expect(endOf(await start(body))).to.deep.equal([400, "BadRequest", message]);
    });
  }
});
