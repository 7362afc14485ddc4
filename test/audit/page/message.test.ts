// The message of an update as the page shows it.

import { expect } from "chai";
import { linesOf, titleOf } from "../../../audit/page/message";

describe("the message of an update", () => {
  it("is shown without its trailers", () => {
    const message = "Let fabrikam in\n\nAs agreed.\nFrom May.\n\nAuthor: Ada\nApproved-by: Grace\n";
    expect(titleOf(message)).to.equal("Let fabrikam in");
    expect(linesOf(message)).to.deep.equal(["Let fabrikam in", "As agreed.", "From May."]);
  });

  it("is shown whole where it has none", () => {
    expect(linesOf("One\n\nTwo: three is no trailer")).to.deep.equal([
      "One",
      "Two: three is no trailer",
    ]);
    expect(titleOf("")).to.equal("");
    expect(linesOf("")).to.deep.equal([]);
  });
});
