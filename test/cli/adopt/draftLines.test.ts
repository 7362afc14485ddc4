// The lines of a draft: whatever a name holds, a comment stays a comment.

import { expect } from "chai";
import { draftEntries } from "../../../cli/adopt/draftEntries";
import { draftLines } from "../../../cli/adopt/draftLines";
import { USUAL } from "../../../cli/editing/entryLines";
import { found, may, scopeMap, token } from "./foundTokens";

describe("the lines of a draft", () => {
  it("are comments and the entry alone, also where an action breaks the line", () => {
    const actions = [may("app/api"), "repositories/app/api\n  mallory:/content/write"];
    const { drafts } = draftEntries(found([token("ci-push")], [scopeMap("ci-push", { actions })]));
    expect(draftLines(drafts, USUAL)).to.deep.equal([
      "  # needs a decision: token ci-push, enabled, scope map ci-push",
      "  # password1 of 2026-04-02 (32 days), no end; password2 free",
      "  # - it allows repositories/app/api mallory:/content/write, which is about no",
      "  #   repository, as of a connected registry; such a token is no customer's:",
      "  #   leave it as it is",
      "  # ci-push:",
      "  #   repositories: [app/api]",
      "  #   tokenName: ci-push",
      "  #   adopt: [token, scopeMap]",
    ]);
  });

  it("say that an entry spells in lower case what Azure has in capitals", () => {
    const actions = [may("App/API")];
    const { drafts } = draftEntries(found([token("caps")], [scopeMap("caps", { actions })]));
    expect(drafts[0]?.notes).to.deep.equal([
      "its scope map has capitals; the entry has none, which Azure takes for the same",
    ]);
    expect(drafts[0]?.entries[0]?.entry.repositories).to.deep.equal(["app/api"]);
  });

  it("hold no entry where the token may read nothing, as that would not be one", () => {
    const { drafts } = draftEntries(found([token("idle", { map: "" })], []));
    expect(
      draftLines(drafts, USUAL).filter((line) => /idle:|repositories/.test(line)),
    ).to.deep.equal([]);
  });
});
