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
      what: "a later day that is none",
      options: { folder: ".", on: "2027-02-30" },
      message: '--on: "2027-02-30" does not exist',
      remedy: "the last day of that month is 2027-02-28",
    },
    {
      what: "a later day that is over",
      options: { folder: ".", on: "2026-11-20" },
      message: "--on: 2026-11-20 is over",
      remedy: "give 2026-11-21 or a later day",
    },
    {
      what: "two questions at once",
      options: { folder: ".", on: "2027-03-01", endingWithin: "7" },
      message: "--on and --ending-within are two questions",
      remedy: "ask one of them",
    },
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
        env: {
          ARM_METADATA_HOSTNAME: "localhost:1",
          CUSTOMER_ACCESS_NOW: "2026-11-21T09:00:00Z",
        },
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
