// npm run repositories on the emulator: what is there, and who may pull it by which line of the file.

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect } from "chai";
import picocolors from "picocolors";
import type { RepositoriesOptions } from "../../../cli/repositories/runRepositories";
import { runRepositories } from "../../../cli/repositories/runRepositories";
import { DEFAULT_SEED, withRepositories } from "../../../emulator/world/seed";
import { PROJECT_FOLDER } from "../../../projectFolder";
import { useInProcess } from "../../emulator/inProcessAzure";

const FILE = `customers:
  contoso: { repositories: [app/api, app/web, app/api2] }
  fabrikam:
    repositories:
      - app/*
      - base/*
      - app/api
    actions: [content/read, metadata/read]
  adventure-works: { repositories: [app/api], state: suspended }
  litware: { repositories: [app/api], accessUntil: 2026-02-28 }
${["c01", "c02", "c03", "c04", "c05", "c06", "c07"]
  .map((id) => `  ${id}: { repositories: [base/*] }\n`)
  .join("")}`;

/** More than a page holds, together with those that are there. */
const MANY = Array.from({ length: 120 }, (_, index) => `many/image-${1000 + index}`);

describe("npm run repositories", () => {
  const azure = useInProcess({
    seed: withRepositories(DEFAULT_SEED, MANY),
    now: "2026-03-01T12:00:00Z",
  });
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "repositories-"));
    copyFileSync(join(PROJECT_FOLDER, "Pulumi.dev.yaml"), join(folder, "Pulumi.dev.yaml"));
    writeFileSync(join(folder, "customers.yaml"), FILE);
  });
  after(() => rmSync(folder, { recursive: true }));

  async function repositories(options: Partial<RepositoriesOptions> & { columns?: number } = {}) {
    const { columns, ...given } = options;
    const { environment } = azure.emulator;
    const outcome = await runRepositories(
      { folder, stack: "dev", ...given },
      {
        env: { ...environment, CUSTOMER_ACCESS_NOW: "2026-03-01T12:00:00Z" },
        isTerminal: columns !== undefined,
        ...(columns === undefined ? {} : { columns }),
        colors: picocolors.createColors(false),
        signal: new AbortController().signal,
        print: () => {},
        progress: () => {},
      },
      azure.http,
    );
    const text = outcome.lines
      .join("\n")
      .replaceAll(azure.loginServer, "vendorimages.azurecr.io")
      .replaceAll(relative("", join(folder, "customers.yaml")), "customers.yaml");
    return { ...outcome, text };
  }

  it("lists all repositories, from all pages, with who may pull each and by which prefix", async () => {
    const { exitCode, text, data } = await repositories();
    expect(exitCode).to.equal(0);
    const lines = text.split("\n");
    expect(lines.slice(0, 13)).to.deep.equal(
      `
┌──────────────────┬────────────────────────────────────────────┐
│ repository       │ may be pulled by                           │
│ app/api          │ contoso, fabrikam                          │
│ app/web          │ contoso, fabrikam (app/*)                  │
│ app/worker       │ fabrikam (app/*)                           │
│ base/node        │ fabrikam (base/*), c01 (base/*), c02       │
│                  │ (base/*), c03 (base/*), c04 (base/*), c05  │
│                  │ (base/*), and 2 more                       │
│ base/python      │ fabrikam (base/*), c01 (base/*), c02       │
│                  │ (base/*), c03 (base/*), c04 (base/*), c05  │
│                  │ (base/*), and 2 more                       │
│ base/runtime     │ fabrikam (base/*), c01 (base/*), c02       │
│                  │ (base/*), c03 (base/*), c04 (base/*), c05  │
`
        .trim()
        .split("\n"),
    );
    expect(lines).to.include("│ internal/billing │ nobody                                     │");
    expect(lines.at(-1)).to.equal(
      "vendorimages.azurecr.io: 132 repositories; no customer may pull 126 of them",
    );
    const { repositories: listed } = data as { repositories: { name: string; grants: object[] }[] };
    expect(listed.map(({ name }) => name)).to.deep.equal(
      [...(DEFAULT_SEED.registries[0]?.repositories ?? []), ...MANY].sort(),
    );
    expect(listed.find(({ name }) => name === "base/node")?.grants).to.have.lengthOf(8);
    expect(listed.find(({ name }) => name === "app/worker")?.grants).to.deep.equal([
      { customer: "fabrikam", pattern: "app/*", line: 5, state: "active", mayListTags: true },
    ]);
  });

  it("lists lines where the table does not fit the terminal", async () => {
    const { text } = await repositories({ columns: 60 });
    expect(text.split("\n").slice(0, 3)).to.deep.equal([
      "app/api: contoso, fabrikam",
      "app/web: contoso, fabrikam (app/*)",
      "app/worker: fabrikam (app/*)",
    ]);
  });

  it("shows the tags and digests of one, and each line of the file that gives it", async () => {
    const { exitCode, text, data } = await repositories({ name: "app/api" });
    const { images } = data as { images: { digest: string; tags: { name: string }[] }[] };
    const digestOf = (tag: string) =>
      images.find(({ tags }) => tags.some(({ name }) => name === tag))?.digest;
    expect(exitCode).to.equal(0);
    expect(text).to.equal(
      `vendorimages.azurecr.io/app/api
  ${digestOf("latest")}
    latest  2026-03-01 12:00 UTC
    1.1.0   2026-03-01 12:00 UTC
  ${digestOf("1.0.0")}
    1.0.0  2026-03-01 12:00 UTC
  4 without a tag: --json lists them
may be pulled by:
  contoso          app/api  customers.yaml:2
  fabrikam         app/*    customers.yaml:5   lists tags, too
  fabrikam         app/api  customers.yaml:7   lists tags, too
  adventure-works  app/api  customers.yaml:9   not now: suspended
  litware          app/api  customers.yaml:10  not now: ended`,
    );
    expect(images).to.have.lengthOf(6);
    expect(images.every(({ digest }) => /^sha256:[0-9a-f]{64}$/.test(digest))).to.equal(true);
  });

  it("ends with exit code 1 for one that is not there, and says which may have been meant and who would get it", async () => {
    const missing = await repositories({ name: "app/apii" });
    expect([missing.exitCode, missing.text]).to.deep.equal([
      1,
      `vendorimages.azurecr.io has no repository app/apii; did you mean app/api?
if it is pushed, may be pulled by:
  fabrikam  app/*  customers.yaml:5  lists tags, too`,
    ]);
    const { data } = missing;
    expect(data).to.deep.equal({
      registry: azure.loginServer,
      today: "2026-03-01",
      name: "app/apii",
      images: null,
      grants: [
        { customer: "fabrikam", pattern: "app/*", line: 5, state: "active", mayListTags: true },
      ],
    });
    expect((await repositories({ name: "x/y/z" })).text).to.equal(
      "vendorimages.azurecr.io has no repository x/y/z\nif it is pushed, may be pulled by no customer",
    );
  });

  it("says whose customers it does not know, where other stacks share the registry", async () => {
    const settings = join(folder, "Pulumi.dev.yaml");
    const before = readFileSync(settings, "utf8");
    writeFileSync(settings, `${before}  customer-access:otherStacks: a1b2c3d4\n`);
    const { text } = await repositories();
    writeFileSync(settings, before);
    expect(text.split("\n").at(-1)).to.equal(
      "not counted: the customers of other stacks in this registry (a1b2c3d4)",
    );
  });

  it("names the role that lists repositories, where it is missing", async () => {
    azure.emulator.faults.add({
      operation: "AccessTokens_Post",
      status: 401,
      code: "UNAUTHORIZED",
      message: "No.",
    });
    const thrown = await repositories().catch((error: Error) => error);
    expect((thrown as Error).message).to.match(
      /^listing the repositories of vendorimages: 401 UNAUTHORIZED: .+; give the identity the role "AcrPull" on the registry$/,
    );
  });
});
