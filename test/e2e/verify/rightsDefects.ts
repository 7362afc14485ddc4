// Tokens and scope maps that give less or more than the file: made by hand, with the lines that verify finds them by.

import type { ByHand, Defect } from "./defects";

const read = (repository: string) => `repositories/${repository}/content/read`;
const contosoMay = (...actions: string[]) => ({
  make: ({ registry }: ByHand) =>
    registry.setActions("contoso-pull", [read("app/api"), read("app/web"), ...actions]),
});

export const RIGHTS_DEFECTS: readonly Defect[] = [
  {
    name: "a scope map without one of the repositories",
    make: ({ registry }) => registry.setActions("contoso-pull", [read("app/api")]),
    lines: [
      "contoso: cannot pull app/web: scope map contoso-pull lacks repositories/app/web/content/read; run `pulumi up --refresh`, which adds it",
    ],
  },
  {
    name: "a scope map that was deleted",
    customer: "alpine",
    make: ({ registry }) => registry.deleteScopeMap("alpine-pull"),
    lines: [
      "alpine: cannot pull app/api: scope map alpine-pull is gone; run `pulumi up --refresh`, which creates it again",
    ],
  },
  {
    name: "a token that is bound to another scope map",
    customer: "alpine",
    make: ({ registry }) =>
      registry.updateToken("alpine-pull", { scopeMapId: registry.scopeMapId("contoso-pull") }),
    lines: [
      "alpine: can pull app/web, which the file does not give: run `pulumi up --refresh`, which takes it away",
    ],
  },
  {
    name: "a token that is bound to a scope map without the repository",
    customer: "alpine",
    make: ({ registry }) =>
      registry.updateToken("alpine-pull", { scopeMapId: registry.scopeMapId("nothing-pull") }),
    lines: [
      "alpine: cannot pull app/api: token alpine-pull is bound to scope map nothing-pull; run `pulumi up`, which corrects it",
      "alpine: has repositories/app/later/content/read, repositories/later/*/content/read in the scope map, which the file does not give: run `pulumi up --refresh`, which takes it away",
    ],
  },
  {
    name: "a repository beyond the file",
    ...contosoMay(read("internal/billing"), read("tools/cli")),
    lines: [
      "contoso: can pull internal/billing, tools/cli, which the file does not give: run `pulumi up --refresh`, which takes it away",
    ],
  },
  {
    name: "the right to push",
    ...contosoMay("repositories/app/api/content/write"),
    lines: [
      "contoso: can push to app/api: an upload began, which was cancelled; run `pulumi up --refresh`, which takes it away",
      "contoso: may push on app/api, which the file does not give: run `pulumi up --refresh`, which takes it away",
    ],
  },
  {
    name: "rights to delete and to change",
    ...contosoMay("repositories/app/web/content/delete", "repositories/app/web/metadata/write"),
    lines: [
      "contoso: may delete on app/web, metadata_write on app/web, which the file does not give: run `pulumi up --refresh`, which takes it away",
    ],
  },
  {
    name: "rights on a repository beyond the file that are none to pull",
    ...contosoMay(
      "repositories/internal/billing/content/write",
      "repositories/internal/billing/content/delete",
      "repositories/internal/billing/metadata/write",
      "repositories/internal/billing/metadata/read",
    ),
    lines: [
      "contoso: may push on internal/billing, delete on internal/billing, metadata_write on internal/billing, metadata_read on internal/billing, which the file does not give: run `pulumi up --refresh`, which takes it away",
    ],
  },
  {
    name: "rights on repositories that do not exist yet",
    ...contosoMay("repositories/app/later/content/write", "repositories/later/*/content/read"),
    lines: [
      "contoso: has repositories/app/later/content/write, repositories/later/*/content/read in the scope map, which the file does not give: run `pulumi up --refresh`, which takes it away",
    ],
  },
  {
    name: "tags that can be listed",
    ...contosoMay("repositories/app/api/metadata/read"),
    lines: [
      "contoso: can list the tags of app/api, without metadata/read in the file: run `pulumi up --refresh`, which takes it away",
    ],
  },
  {
    name: "tags that cannot be listed",
    customer: "northwind",
    make: ({ registry }) =>
      registry.setActions("northwind-pull", [read("app/api"), read("app/worker")]),
    lines: [
      "northwind: cannot list the tags of app/api: scope map northwind-pull lacks repositories/app/api/metadata/read; run `pulumi up --refresh`, which adds it",
    ],
  },
  {
    name: "the list of all repositories",
    customer: "northwind",
    make: ({ registry }) =>
      registry.setActions("northwind-pull", [
        read("app/api"),
        read("app/worker"),
        "repositories/*/metadata/read",
      ]),
    lines: [
      "northwind: may metadata_read on app/web, base/node, base/python and 7 more, which the file does not give: run `pulumi up --refresh`, which takes it away",
      "northwind: can list the registry's repositories, with app/web and 9 more that the file does not give: run `pulumi up --refresh`, which takes it away",
    ],
  },
];
