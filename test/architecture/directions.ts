// Which parts of the project may import which others, and which packages they may not.

/** Which parts may import which other parts; a part is a folder at the top, or a file at the top without its ending. */
export const DIRECTIONS: Readonly<Record<string, readonly string[]>> = {
  index: ["components", "config"],
  config: ["components", "clock", "projectFolder"],
  clock: [],
  projectFolder: [],
  access: [], // shared by the code that writes the record, checks a change of it or shows one
  customers: ["access"],
  components: ["access", "customers"],
  // Which password, in which slot, until when: one copy of each rule, for the plugin and the commands.
  passwords: ["access", "azure"],
  provider: ["access", "passwords", "azure", "clock"],
  // What in Azure does not come from the file; pure, of azure/ only ids and the forms of answers.
  drift: ["access", "customers", "passwords", "azure"],
  // What a stack's history says, for auditors; pure, but for the hashes.
  audit: ["access"],
  // What a sync copies, and in which order; pure.
  sync: [],
  // A program of its own, which a customer deploys alone.
  "customer-sync": ["azure", "clock", "components"],
  azure: ["clock"],
  engine: ["projectFolder"],
  cli: [
    "engine",
    "index",
    "azure",
    "access",
    "passwords",
    "customers",
    "components",
    "drift",
    "audit",
    "sync",
    "customer-sync", // Deployed by a story.
    "clock",
    "projectFolder",
  ],
  // Tests on an emulator that shares code with its client would show nothing.
  emulator: ["projectFolder"],
  "emulator/plugins": ["emulator"],
  // Programs beside the product: they drive it from outside.
  bench: [
    "config",
    "engine",
    "index",
    "azure",
    "customers",
    "components",
    "cli",
    "clock",
    "projectFolder",
    "test", // It makes long histories.
  ],
};

/** Packages that a part may not import, by the beginning of their names. */
export const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  access: ["@", "node:fs", "node:http", "node:net", "node:child_process"],
  audit: ["@", "node:fs", "node:http", "node:net", "node:child_process"],
  passwords: ["@"],
  drift: ["@", "node:"],
  sync: ["@", "node:"],
  // It understands one file: no Pulumi, no Azure, no network, no disk.
  customers: [
    "@pulumi/",
    "@azure/",
    "@grpc/",
    "node:fs",
    "node:http",
    "node:net",
    "node:child_process",
  ],
  emulator: ["@pulumi/", "@azure/"],
  azure: ["@pulumi/"],
  engine: ["@azure/"],
};
