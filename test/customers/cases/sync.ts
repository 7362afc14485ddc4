// Files in which a sync is not right.
import { contoso, type FailingCase, file } from "./case";

const LISTING = "actions: [content/read, metadata/read]";

export const SYNC_CASES: readonly FailingCase[] = [
  {
    rule: "synced-repositories-are-granted",
    it: "rejects what the customer is not granted, a prefix beyond it, and what is no repository",
    yaml: file(
      "repositories: [app/api, base/*]",
      LISTING,
      "sync:",
      '  repositories: [app/api, base/java, base/java/*, base/*, app/web, app/*, "*", base, base/Java, app/api:1]',
    ),
    problems: [
      ...(
        [
          [63, 4, '"app/web"'],
          [72, 5, '"app/*"'],
          [79, 6, '"*"'],
          [84, 7, '"base"'],
        ] as const
      ).map(
        ([column, index, text]) =>
          `6:${column}  contoso.sync.repositories[${index}]: ${text} is not granted to the customer; add it to the customer's repositories, or remove it here  [synced-repositories-are-granted]`,
      ),
      '6:90  contoso.sync.repositories[8]: "base/Java" is not a repository path; use lower-case letters, digits and . _ - /, for example "base/java"  [synced-repositories-are-granted]',
      '6:101  contoso.sync.repositories[9]: "app/api:1" names a tag or digest; give the repository alone  [synced-repositories-are-granted]',
    ],
  },
  {
    rule: "synced-repositories-are-listed-once",
    it: "rejects a repository that is listed twice",
    yaml: contoso(LISTING, "sync: { repositories: [app/api, app/api] }"),
    problems: [
      '5:37  contoso.sync.repositories[1]: "app/api" is listed twice; remove one  [synced-repositories-are-listed-once]',
    ],
  },
  {
    rule: "synced-tags-can-be-listed",
    it: "rejects a customer who may not list tags, by the entry and by the defaults",
    yaml: `defaults: { actions: [content/read] }
customers:
  contoso: { repositories: [app/api], sync: {} }
  fabrikam: { repositories: [app/api], actions: [content/read], sync: { repositories: [app/api] } }
`,
    problems: ["3:45  contoso.sync", "4:71  fabrikam.sync"].map(
      (start) =>
        `${start}: finds missed pushes by listing tags, which the customer may not; add actions: [content/read, metadata/read]  [synced-tags-can-be-listed]`,
    ),
  },
  {
    rule: "header-in-use-is-accepted",
    it: "rejects a header that was not handed over, and one that no workflow accepts any more",
    yaml: `defaults: { ${LISTING} }
customers:
  contoso: { repositories: [app/api], sync: { header: { inUse: 2 } } }
  fabrikam: { repositories: [app/api], sync: { header: { generation: 3 } } }
  northwind: { repositories: [app/api], sync: { header: { generation: 3, inUse: 2 } } }
  tailspin: { repositories: [app/api], sync: { header: { generation: 3, inUse: 3 } } }
`,
    problems: [
      "3:64  contoso.sync.header.inUse: 2 is more than generation, 1, and a header is handed over before it is used; raise generation to 2 first, and inUse in a later change  [header-in-use-is-accepted]",
      "4:48  fabrikam.sync.header.inUse: 1 is more than one behind generation, 3, and a workflow accepts only the newest two; use 2 or 3  [header-in-use-is-accepted]",
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects a sync that is no map, and says how all is synced",
    yaml: `defaults: { ${LISTING} }
customers:
  contoso: { repositories: [app/api], sync: true }
  fabrikam: { repositories: [app/api], sync: }
  northwind: { repositories: [app/api], sync: { repositories: app/api, header: 2 } }
`,
    problems: [
      "3:45  contoso.sync: true is not a map; write {} for all that the customer is granted  [values-have-their-type]",
      "4:40  fabrikam.sync: has no value; write {} for all that the customer is granted, or remove the key  [values-have-their-type]",
      '5:63  northwind.sync.repositories: "app/api" is text, but a list is expected; write [app/api]  [values-have-their-type]',
      '5:80  northwind.sync.header: 2 is not a map; write "key: value" lines below it  [values-have-their-type]',
    ],
  },
  {
    rule: "values-are-not-empty",
    it: "rejects a sync of nothing",
    yaml: contoso(LISTING, "sync: { repositories: [] }"),
    problems: [
      "5:27  contoso.sync.repositories: is an empty list; list at least one, or leave it out, which syncs all that the customer is granted  [values-are-not-empty]",
    ],
  },
  {
    rule: "words-are-allowed",
    it: "rejects a scope that is none",
    yaml: contoso(LISTING, "sync: { webhookScope: registry }"),
    problems: [
      '5:27  contoso.sync.webhookScope: "registry" is not one of the choices; use repository or prefix  [words-are-allowed]',
    ],
  },
  {
    rule: "numbers-are-in-range",
    it: "rejects generations of a header that are none",
    yaml: contoso(LISTING, "sync: { header: { generation: 0, inUse: 1000001 } }"),
    problems: [
      "5:35  contoso.sync.header.generation: 0 is too small; use at least 1  [numbers-are-in-range]",
      "5:45  contoso.sync.header.inUse: 1000001 is too large; use at most 1000000  [numbers-are-in-range]",
    ],
  },
  {
    rule: "numbers-are-plain",
    it: "rejects a generation of a header that could be misread",
    yaml: contoso(LISTING, "sync: { header: { generation: 2, inUse: 0x2 } }"),
    problems: [
      "5:45  contoso.sync.header.inUse: 0x2 is not written in plain digits; write 2  [numbers-are-plain]",
    ],
  },
  {
    rule: "keys-are-known",
    it: "rejects keys of a sync in the wrong place, and says where they belong",
    yaml: `defaults: { sync: {}, ${LISTING} }
${contoso("webhookScope: prefix", "header: { inUse: 1 }", "inUse: 1", "sync: { generation: 2, inUse: 1, repository: [app/api], header: { inuse: 1 } }")}`,
    problems: [
      '1:13  defaults: "sync" is not a known key; move it below a customer  [keys-are-known]',
      '5:5  contoso: "webhookScope" is not a known key; move it below "sync"  [keys-are-known]',
      '6:5  contoso: "header" is not a known key; move it below "sync"  [keys-are-known]',
      '7:5  contoso: "inUse" is not a known key; move it below "header" of "sync"  [keys-are-known]',
      '8:13  contoso.sync: "generation" is not a known key; move it below "header"  [keys-are-known]',
      '8:28  contoso.sync: "inUse" is not a known key; move it below "header"  [keys-are-known]',
      '8:38  contoso.sync: "repository" is not a known key; did you mean "repositories"?  [keys-are-known]',
      '8:71  contoso.sync.header: "inuse" is not a known key; did you mean "inUse"?  [keys-are-known]',
    ],
  },
];
