// AccessGuard with a state that was restored: it counts on from what the scope maps say, so that they are written again.

import { expect } from "chai";
import { accessGuard } from "../../provider/accessGuard";

describe("AccessGuard with a state that is older than what the scope maps say", () => {
  const lines: string[] = [];
  const call = {
    urn: "urn",
    isPreview: false,
    log: (_: string, message: string) => lines.push(message),
  };
  const guard = (revisions: Record<string, number>) =>
    accessGuard({
      today: () => "2026-11-21",
      rightsOf: async () => undefined,
      declares: () => {},
      rights: {
        of: (name) => (revisions[name] === undefined ? undefined : { revision: revisions[name] }),
      },
    });
  const old = {
    id: "access-guard",
    inputs: {
      access: {
        contoso: "active; contoso-pull; content/read; app/api",
        fabrikam: "active; fabrikam-pull; content/read; app/api",
      },
    },
    outputs: { revision: 7, listedSince: { fabrikam: 2 }, rightsSince: { fabrikam: 4 } },
  };

  it("counts on from there", async () => {
    const later = guard({ "contoso-pull": 12, "fabrikam-pull": 4 });
    expect(later.diff(old, old.inputs, call)).to.deep.equal({
      rightsSince: { kind: "update", isInput: false },
    });
    const { recordSha256: _, ...outputs } = await later.update(old, old.inputs, call);
    expect(outputs).to.deep.equal({
      revision: 13,
      listedSince: { fabrikam: 2 },
      rightsSince: { contoso: 13, fabrikam: 4 },
      adopted: [],
    });
    expect(lines).to.deep.equal([
      "the state is older than the scope maps of contoso, which are written again; run `pulumi up --refresh` to correct what else differs",
    ]);
  });

  it("leaves alone whom the state does not list: they are imported as they are", () => {
    const news = {
      access: { ...old.inputs.access, tailspin: "active; tailspin-pull; content/read; app/api" },
    };
    expect(guard({ "tailspin-pull": 12 }).diff(old, news, call)).to.deep.equal({
      "access.tailspin": { kind: "add", isInput: true },
    });
  });

  it("finds nothing to do where no scope map is of a later revision", () => {
    const same = guard({ "contoso-pull": 0, "fabrikam-pull": 4 });
    expect(same.diff(old, old.inputs, call)).to.deep.equal({});
    expect(guard({}).diff(old, old.inputs, call)).to.deep.equal({});
  });
});
