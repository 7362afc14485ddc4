// Repositories that the token may read and that nobody listed: said where the registries let it be seen, and no failure.
import { expect } from "chai";
import { useInProcess } from "../../emulator/inProcessAzure";
import { BOTH, useSync } from "./useSync";

describe("a repository that is not in the list of a sync", () => {
  const azure = useInProcess({ seed: BOTH });
  const { vendor, made, sync, requests } = useSync(azure);
  afterEach(() => vendor.emulator.faults.clear());

  const as = async (username: string, actions: readonly string[]) => {
    const password = await vendor.givenToken(username, actions);
    return (repository: string[], more = {}) =>
      sync(
        {
          ...{ username, repository, passwordStdin: true },
          passwordSecret: undefined as unknown as string,
          ...more,
        },
        { input: password },
      );
  };
  const reading = (...names: string[]) =>
    names.flatMap((name) => [
      `repositories/${name}/content/read`,
      `repositories/${name}/metadata/read`,
    ]);

  it("is found by its copy, which a workflow made for a prefix, and only if the token may read it", async () => {
    const prefix = await as("prefix-pull", reading("app/api", "base/*"));
    const list = ["app/api", "base/node", "base/python"];
    const first = await prefix(list, { apply: true });
    expect([first.exitCode, first.data.failures]).to.deep.equal([0, []]);
    const { exitCode, lines, data } = await prefix(["app/api"]);
    expect([exitCode, lines, data.notListed]).to.deep.equal([
      0,
      [
        "Not compared, since the list of repositories does not name them; the vendor's token may read them:",
        "  base/node",
        "  base/python",
        "In step: 1 repository, 3 tags.",
      ],
      ["base/node", "base/python"],
    ]);
    expect((await prefix(list)).data.notListed).to.deep.equal([]);
    expect((await prefix(["app/api"], { targetPrefix: "other/" })).data.notListed).to.deep.equal(
      [],
    );
    expect((await sync()).data.notListed).to.deep.equal([]);
    // What the vendor has no more is no repository that could be listed.
    const access = await vendor.givenAccess(
      "deleter",
      ["repositories/base/python/content/delete"],
      "repository:base/python:delete",
    );
    await vendor.registry("DELETE", "/acr/v1/base/python", access);
    expect((await prefix(["app/api"])).data.notListed).to.deep.equal(["base/node"]);
  });

  it("is found among hundreds of copies from elsewhere", async () => {
    const prefix = await as("prefix-pull", reading("app/api", "base/*"));
    expect((await prefix(["base/python"], { apply: true })).exitCode).to.equal(0);
    const { repositories } = azure.registryOf("contoso");
    const copy = repositories.get("vendor/base/python");
    if (copy === undefined) throw new Error("it was not copied");
    for (let index = 0; index < 210; index += 1) {
      repositories.set(`vendor/base/${String(index).padStart(3, "0")}`, copy);
    }
    expect((await prefix(["app/api"])).data.notListed).to.deep.equal(["base/python"]);
  });

  it("is found in the vendor's list, if the token may read that", async () => {
    const wide = await as("wide-pull", reading("*"));
    const { data } = await wide(["app/api"]);
    const all = vendor.tenant.registries[0]?.repositories ?? [];
    expect(data.notListed).to.deep.equal(all.filter((name) => name !== "app/api").sort());
    vendor.emulator.journal.clear();
    const { data: everything } = await wide(undefined as unknown as string[]);
    expect([everything.notListed, requests("Repositories_List")]).to.deep.equal([[], 1]);
  });

  it("is not looked for where no list may be read, and a failure there is none of the sync", async () => {
    const prefix = await as("prefix-pull", reading("app/api", "base/*"));
    const list = ["app/api", "base/node"];
    expect((await prefix(list, { apply: true })).exitCode).to.equal(0);
    for (const [fault, said] of [
      [{ status: 401, code: "UNAUTHORIZED", message: "No." }, []],
      [{ status: 403, code: "DENIED", message: "No." }, []],
      [
        { status: 500, code: "UNKNOWN", message: "Oh." },
        [
          "whether the list of repositories is complete could not be looked up: listing the repositories of HOST as prefix-pull: 500 UNKNOWN: Oh",
        ],
      ],
    ] as const) {
      vendor.emulator.faults.add({ operation: "Repositories_List", ...fault, times: 6 });
      const outcome = await prefix(["app/api"]);
      vendor.emulator.faults.clear();
      expect([
        outcome.exitCode,
        outcome.data.notListed,
        outcome.data.failures,
        outcome.said.map((line) =>
          line
            .replace(made.contoso.loginServer, "OURS")
            .replace(vendor.loginServer, "HOST")
            .replace(/ \(request id .*/, ""),
        ),
      ]).to.deep.equal([0, [], [], said]);
    }
  });
});
