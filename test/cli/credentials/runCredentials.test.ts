// What npm run credentials refuses before it reads anything; what it prints of a real state is tried on the engine.

import { expect } from "chai";
import picocolors from "picocolors";
import { runCredentials } from "../../../cli/credentials/runCredentials";
import type { UserError } from "../../../cli/userError";

describe("npm run credentials refuses", () => {
  const cases = [
    ...["", "soon", "-1", "1.5", "3651"].map((endingWithin) => ({
      what: `"${endingWithin}" as a number of days`,
      options: { folder: ".", endingWithin },
      message: `--ending-within: "${endingWithin}" is not a number of days`,
      remedy: "give a whole number from 0 to 3650, for example --ending-within 7",
    })),
    {
      what: "a folder without a project",
      options: { folder: "test/cli" },
      message: "test/cli: there is no Pulumi.yaml",
      remedy: "name the project's folder with --folder",
    },
  ];
  for (const { what, options, message, remedy } of cases) {
    it(what, async () => {
      const thrown = (await runCredentials(options, {
        env: {},
        isTerminal: false,
        colors: picocolors.createColors(false),
        signal: new AbortController().signal,
        print: () => {},
        progress: () => {},
      }).catch((error: unknown) => error)) as UserError;
      expect({ message: thrown.message, remedy: thrown.remedy }).to.deep.equal({ message, remedy });
    });
  }
});
