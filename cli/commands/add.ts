// npm run add: adds a customer to customers.yaml.
import type { Command } from "../command";
import type { AddOptions } from "../editing/runAdd";

/** Adds a customer, and leaves every other line of the file as it is. */
export const add: Command<AddOptions> = {
  name: "add",
  summary: "add a customer to customers.yaml",
  details:
    "Inserts a new entry in order if the ids of the file are sorted, otherwise at the end. Nothing else in the file changes, not even comments and blank lines. An entry that breaks a rule is refused, and nothing is written.",
  examples: [
    {
      arguments: "contoso --repository app/api --repository 'base/*'",
      does: "app/api and all below base/; quotes keep the star from the shell",
    },
    {
      arguments: "contoso --repository app/api,app/web --until 2027-06-30",
      does: "two repositories, and a last day of access",
    },
    {
      arguments: "contoso --repository app/api --display-name 'Contoso Ltd'",
      does: "with a name for people",
    },
    { arguments: "contoso --repository app/api --dry-run", does: "show the lines, write nothing" },
  ],
  positional: [{ name: "id", description: "the customer's id, such as contoso" }],
  options: [
    {
      flags: "--repository <path>",
      description: "what the customer may pull: app/api, or all below a prefix: 'base/*'",
      repeats: true,
    },
    {
      flags: "--allow-all-repositories",
      description: "required with --repository '*': every repository, including future ones",
    },
    { flags: "--display-name <text>", description: "the name for people" },
    { flags: "--contact <text>", description: "whom to contact about a new password" },
    {
      flags: "--actions <action>",
      description: "content/read to pull, metadata/read to list tags; by default as in the file",
      repeats: true,
    },
    { flags: "--until <date>", description: "the last day of access (UTC), as 2027-06-30" },
    {
      flags: "--reader <id>",
      description: "object id of a principal in Entra that may fetch the password",
      repeats: true,
    },
    { flags: "--customers <file>", description: "the file to add to", default: "customers.yaml" },
    { flags: "--dry-run", description: "show the lines, write nothing" },
  ],
  async run(options, context) {
    const { runAdd } = await import("../editing/runAdd.js");
    return runAdd(options, context);
  },
};
