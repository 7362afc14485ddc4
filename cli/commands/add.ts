// npm run add: adds a customer to customers.yaml.
import type { Command } from "../command";
import type { AddOptions } from "../editing/runAdd";

/** Adds a customer, and leaves every other line of the file as it is. */
export const add: Command<AddOptions> = {
  name: "add",
  summary: "add a customer to customers.yaml",
  details:
    "Writes a new entry where the id belongs if the ids of the file are sorted, and else at the end. Everything else in the file, comments and blank lines included, stays as it is. What would not be right is refused, and nothing is written then.",
  examples: [
    {
      arguments: "contoso --repository app/api --repository 'base/*'",
      does: "let contoso pull app/api and all below base/; in quotes, as the shell has a use for the star itself",
    },
    {
      arguments:
        "contoso --repository app/api,app/web --display-name 'Contoso Ltd' --contact platform@contoso.example --until 2027-06-30",
      does: "with a name, whom to tell, and a last day of access",
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
      description: "needed with --repository '*', which is every repository, later ones too",
    },
    { flags: "--display-name <text>", description: "the name for people" },
    { flags: "--contact <text>", description: "whom to tell about a new password" },
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
