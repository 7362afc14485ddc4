// AccessGuard: the record of who may do what, counted by a revision, and what its check refuses.

import { expect } from "chai";
import { sealOf } from "../../access/seal";
import { accessGuard as guardOf } from "../../provider/accessGuard";

describe("AccessGuard", () => {
  const rightsOf = async () => undefined;
  const accessGuard = guardOf({ today: () => "2026-11-21", rightsOf, declares: () => {} });
  const call = { urn: "urn", isPreview: false, log: () => {} };
  const inputs = { access: { contoso: "active" }, fileSha256: "a" };

  it("begins to count at one", async () => {
    const outputs = { revision: 1, listedSince: {}, rightsSince: {}, adopted: [] };
    expect(await accessGuard.create(inputs, call)).to.deep.equal({
      id: "access-guard",
      inputs,
      outputs: { ...outputs, recordSha256: sealOf({ inputs, outputs }) },
    });
  });

  const access = (contoso: string) => ({
    contoso: `active; contoso-pull; content/read; ${contoso}`,
    fabrikam: "active; fabrikam-pull; content/read; app/api",
    northwind: "active; northwind-pull; content/read; app/api",
  });

  it("counts every update, and notes since which one a customer is listed, and may pull something else", async () => {
    const outputs = {
      revision: 7,
      listedSince: { fabrikam: 2 },
      rightsSince: { contoso: 3, fabrikam: 4 },
    };
    const old = { id: "access-guard", inputs: { access: access("app/api") }, outputs };
    const news = { access: access("app/api app/web"), fileSha256: "b" };
    const next = {
      revision: 8,
      listedSince: { fabrikam: 2 },
      rightsSince: { contoso: 8, fabrikam: 4 },
      adopted: [],
    };
    expect(await accessGuard.update(old, news, call)).to.deep.equal({
      ...next,
      recordSha256: sealOf({ inputs: news, outputs: next }),
    });
  });

  it("changes when the file or somebody's access does", () => {
    const old = {
      id: "access-guard",
      inputs,
      outputs: { revision: 7, listedSince: {}, rightsSince: {} },
    };
    expect(accessGuard.diff(old, inputs, call)).to.deep.equal({});
    const news = { access: { contoso: "suspended" }, fileSha256: "b" };
    expect(accessGuard.diff(old, news, call)).to.deep.equal({
      "access.contoso": { kind: "update", isInput: true },
      fileSha256: { kind: "update", isInput: true },
    });
  });

  describe("in check", () => {
    const line = (id: string, state = "active") => `${state}; ${id}-pull; content/read; app/api`;
    const record = (lines: Record<string, string>) => ({
      access: lines,
      vaultId: "/vaults/vendor-access",
      protect: true,
      fileSha256: "a",
    });
    const before = record({
      contoso: line("contoso"),
      fabrikam: line("fabrikam"),
      northwind: line("northwind"),
    });

    it("refuses in one problem, in whose text no property stands with all its customers", async () => {
      const after = record({
        fabrikam: line("fabrikam", "suspended"),
        northwind: line("northwind"),
      });
      expect(await accessGuard.check(before, after, call)).to.deep.equal({
        inputs: after,
        problems: [
          {
            property: "",
            reason: `this change is refused:
  a customer is removed who was not offboarded: contoso (active)
    put the entry back with \`state: offboarded\`, run \`pulumi up\`, and remove it with the next change
  2 of 3 customers with access lose all or part of it; at most 1 may lose access in one change
      contoso: removed while active
      fabrikam: suspended
    if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
      acknowledge:
        - customers: [contoso, fabrikam]
          reason: why, such as a ticket
          until: 2026-11-28`,
          },
        ],
      });
    });

    it("lets a change pass that takes no more than may be taken", async () => {
      const after = record({ ...before.access, contoso: line("contoso", "suspended") });
      expect(await accessGuard.check(before, after, call)).to.deep.equal({
        inputs: after,
        problems: [],
      });
    });

    it("refuses the record of an earlier version, whatever changes", async () => {
      const { vaultId: _, ...earlier } = before;
      const asked: (readonly string[])[] = [];
      const guard = guardOf({
        today: () => "2026-11-21",
        rightsOf: () => Promise.reject(new Error("nothing is to be asked")),
        declares: (ids) => asked.push(ids),
      });
      const news = { ...before, registryId: "/registries/vendorimages", adopt: ["contoso"] };
      expect(await guard.check(earlier, news, call)).to.deep.equal({
        inputs: news,
        problems: [
          {
            property: "",
            reason:
              "this stack was made by an earlier version of this project, whose state holds passwords; it cannot be upgraded, and nothing was changed: destroy it with that version (`pulumi config set customer-access:protect false`, `pulumi up`, `pulumi destroy`, `pulumi stack rm`), delete the backups of its state, and start with a new stack (`pulumi stack init`)",
          },
        ],
      });
    });

    it("lets the first record pass", async () => {
      expect(await accessGuard.check({}, before, call)).to.deep.equal({
        inputs: before,
        problems: [],
      });
    });

    it("uses the day of each check", async () => {
      let today = "2026-11-21";
      const guard = guardOf({ today: () => today, rightsOf, declares: () => {} });
      const after = {
        ...record({
          contoso: line("contoso", "suspended"),
          fabrikam: line("fabrikam", "suspended"),
          northwind: line("northwind"),
        }),
        acknowledge: [{ customers: ["contoso"], reason: "OPS-7", until: "2026-11-21" }],
      };
      expect((await guard.check(before, after, call)).problems.length).to.equal(0);
      today = "2026-11-22";
      expect((await guard.check(before, after, call)).problems.length).to.equal(1);
    });
  });

  describe("in the check of a token that is adopted", () => {
    const line = (id: string) => `active; ${id}-pull; content/read; app/api`;
    const news = {
      access: {
        contoso: line("contoso"),
        fabrikam: line("fabrikam"),
        northwind: line("northwind"),
      },
      registryId: "/registries/vendorimages",
      vaultId: "/vaults/vendor-access",
      maximumLosses: 0,
      adopt: ["contoso", "fabrikam", "northwind"],
      fileSha256: "a",
    };
    const lines: string[] = [];
    const asked: string[] = [];
    let isBound = false;
    let isWritten = false;
    const guard = guardOf({
      declares: () => {},
      today: () => "2026-11-21",
      async rightsOf(tokenId) {
        asked.push(tokenId);
        if (tokenId.endsWith("/fabrikam-pull")) throw new Error("403 AuthorizationFailed");
        if (tokenId.endsWith("/northwind-pull")) return undefined;
        return {
          isUsable: true,
          actions: [`repositories/${isWritten ? "app/api" : "*"}/content/read`],
          hasOwnScopeMap: isBound,
        };
      },
    });
    const logged = { ...call, log: (_: string, message: string) => lines.push(message) };
    beforeEach(() => {
      lines.length = 0;
      asked.length = 0;
    });

    it("counts what is taken from it also in the first record, and only notes what cannot be read", async () => {
      expect(await guard.check({}, news, logged)).to.deep.equal({
        inputs: news,
        problems: [
          {
            property: "",
            reason: `this change is refused:
  1 of 1 customers with access lose all or part of it; at most 0 may lose access in one change
      contoso: can no longer pull * but for app/api
    if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
      acknowledge:
        - customers: [contoso]
          reason: why, such as a ticket
          until: 2026-11-28`,
          },
        ],
      });
      expect(lines).to.deep.equal([
        "fabrikam: what the token fabrikam-pull may do could not be read (403 AuthorizationFailed), so its losses are neither shown nor counted",
      ]);
    });

    it("counts it again until the token is bound to its own scope map and that is written, because a run failed", async () => {
      for (const bound of [false, true]) {
        isBound = bound;
        const [problem] = (await guard.check(news, news, logged)).problems;
        expect(problem?.reason).to.include("contoso: can no longer pull * but for app/api");
      }
      isWritten = true;
      expect(await guard.check(news, news, logged)).to.deep.equal({ inputs: news, problems: [] });
    });

    it("asks nothing where nothing is adopted", async () => {
      const { adopt: _, ...without } = news;
      expect(await guard.check({}, without, logged)).to.deep.equal({
        inputs: without,
        problems: [],
      });
      expect(asked).to.deep.equal([]);
    });
  });

  it("is there as long as the state knows it, and cannot be imported", async () => {
    const known = { id: "access-guard", inputs, outputs: { revision: 7 } };
    expect(await accessGuard.read(known, call)).to.deep.equal(known);
    expect(await accessGuard.read({ ...known, outputs: {} }, call)).to.equal(undefined);
  });
});
