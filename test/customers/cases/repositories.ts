// Files with repositories that are not right.
import { contoso, type FailingCase, file } from "./case";

const NOT_A_PATH =
  "is not a repository path; use lower-case letters, digits and . _ - /, for example";
const NOT_A_PREFIX =
  'is not a prefix; a star may only be at the end, after a slash, such as "base/*"';

export const REPOSITORY_CASES: readonly FailingCase[] = [
  {
    rule: "repository-path-is-valid",
    it: "rejects paths that no registry has, with the likely one",
    yaml: file(
      "repositories:",
      ...["Team/App", "/app/api/", "app//api", "app api", "app\\api", "app-/api", "\u00e4pp"].map(
        (path) => `  - ${path}`,
      ),
    ),
    problems: [
      `4:9  contoso.repositories[0]: "Team/App" ${NOT_A_PATH} "team/app"  [repository-path-is-valid]`,
      `5:9  contoso.repositories[1]: "/app/api/" ${NOT_A_PATH} "app/api"  [repository-path-is-valid]`,
      `6:9  contoso.repositories[2]: "app//api" ${NOT_A_PATH} "app/api"  [repository-path-is-valid]`,
      `7:9  contoso.repositories[3]: "app api" ${NOT_A_PATH} "app-api"  [repository-path-is-valid]`,
      `8:9  contoso.repositories[4]: "app\\\\api" ${NOT_A_PATH} "app-api"  [repository-path-is-valid]`,
      `9:9  contoso.repositories[5]: "app-/api" ${NOT_A_PATH} "team/app"  [repository-path-is-valid]`,
      `10:9  contoso.repositories[6]: "\u00e4pp" ${NOT_A_PATH} "team/app"  [repository-path-is-valid]`,
    ],
  },
  {
    rule: "repository-path-is-valid",
    it: "rejects stars in other places than the end",
    yaml: file('repositories: [a/*/b, a*, "**", "*/a", a/**, /*]'),
    problems: [
      `3:20  contoso.repositories[0]: "a/*/b" ${NOT_A_PREFIX}  [repository-path-is-valid]`,
      `3:27  contoso.repositories[1]: "a*" ${NOT_A_PREFIX}  [repository-path-is-valid]`,
      `3:31  contoso.repositories[2]: "**" ${NOT_A_PREFIX}  [repository-path-is-valid]`,
      `3:37  contoso.repositories[3]: "*/a" ${NOT_A_PREFIX}  [repository-path-is-valid]`,
      `3:44  contoso.repositories[4]: "a/**" ${NOT_A_PREFIX}  [repository-path-is-valid]`,
      `3:50  contoso.repositories[5]: "/*" ${NOT_A_PREFIX}  [repository-path-is-valid]`,
    ],
  },
  {
    rule: "repository-path-is-valid",
    it: "rejects a registry's host, a tag and a digest",
    yaml: file("repositories: [vendorimages.azurecr.io/app/api, app/api:1.0, app/api@sha256:0f]"),
    problems: [
      '3:20  contoso.repositories[0]: "vendorimages.azurecr.io/app/api" names the registry; leave out its host  [repository-path-is-valid]',
      '3:53  contoso.repositories[1]: "app/api:1.0" names a tag or digest; give the repository alone  [repository-path-is-valid]',
      '3:66  contoso.repositories[2]: "app/api@sha256:0f" names a tag or digest; give the repository alone  [repository-path-is-valid]',
    ],
  },
  {
    rule: "repositories-are-listed-once",
    it: "rejects each repetition of a repository",
    yaml: file("repositories: [app/api, app/web, app/api, app/api]"),
    problems: [
      '3:38  contoso.repositories[2]: "app/api" is listed twice; remove one  [repositories-are-listed-once]',
      '3:47  contoso.repositories[3]: "app/api" is listed twice; remove one  [repositories-are-listed-once]',
    ],
  },
  {
    rule: "repositories-are-listed-once",
    it: "rejects a mistake in a shared list once, where it stands",
    yaml: "customers:\n  contoso: { repositories: &shared [a, a] }\n  fabrikam: { repositories: *shared }\n",
    problems: [
      '2:40  contoso.repositories[1]: "a" is listed twice; remove one  [repositories-are-listed-once]',
    ],
  },
  {
    rule: "all-repositories-are-allowed",
    it: "rejects every repository without the permission for it",
    yaml: file('repositories: ["*"]'),
    problems: [
      '3:20  contoso.repositories[0]: "*" gives every repository, later ones included; name them, or add allowAllRepositories: true  [all-repositories-are-allowed]',
    ],
  },
  {
    rule: "all-repositories-are-allowed",
    it: "rejects a permission that waits for a star",
    yaml: contoso("allowAllRepositories: true"),
    problems: [
      '4:27  contoso.allowAllRepositories: true has no effect without "*" in repositories; remove it, or list "*"  [all-repositories-are-allowed]',
    ],
  },
];
