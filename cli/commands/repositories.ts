// npm run repositories: what is in the registry, and who may pull it?
import type { Command } from "../command";
import { CUSTOMERS, SETTINGS_FOLDER, STACK } from "../options";
import type { RepositoriesOptions } from "../repositories/runRepositories";

/** Lists the registry's repositories, or the tags of one, with the customers who may pull them. */
export const repositories: Command<RepositoriesOptions> = {
  name: "repositories",
  summary: "what is in the registry, and who may pull it?",
  details: [
    "Lists all repositories of the registry with the customers who may pull each one by customers.yaml, including prefixes. With a name, lists the tags and digests of that repository, and the lines of the file that allow it.",
    "Needs the file, the stack's settings (Pulumi.<stack>.yaml), and AcrPull on the registry. If the registry uses repository permissions, the roles are Container Registry Repository Catalog Lister and Repository Reader.",
    "Exit code 1 when the registry has no repository of that name.",
  ].join("\n\n"),
  examples: [
    { arguments: "", does: "all repositories" },
    { arguments: "app/api", does: "the tags and digests of one, and who may pull it" },
    { arguments: "app/api --json", does: "the same for a program, with all digests" },
  ],
  positional: [{ name: "name", description: "a repository, such as app/api", isOptional: true }],
  options: [SETTINGS_FOLDER, STACK, CUSTOMERS],
  async run(options, context) {
    const { runRepositories } = await import("../repositories/runRepositories.js");
    return runRepositories(options, context);
  },
};
