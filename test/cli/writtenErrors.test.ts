// How an error is printed: wrapped between words on a terminal, and as it is elsewhere.
import { expect } from "chai";
import { AzureError } from "../../azure/azureError";
import { writeError } from "../../cli/output";
import { UserError } from "../../cli/userError";

describe("an error that is printed", () => {
  const printed = (error: Error, isTTY: boolean) => {
    let said = "";
    const stream = { isTTY, columns: 20, write: (text: string) => (said += text) };
    writeError({ stdout: stream, stderr: stream, env: {} }, error);
    return said;
  };

  it("is wrapped between words on a terminal, each of its lines alone", () => {
    const error = new UserError("x.yaml: there is no such file\ny.yaml: is empty", {
      remedy: "name another one of them",
    });
    expect(printed(error, true)).to.equal(
      "error: x.yaml: there\n    is no such file\ny.yaml: is empty\n  name another one\n    of them\n",
    );
    expect(printed(error, false)).to.equal(
      "error: x.yaml: there is no such file\ny.yaml: is empty\n  name another one of them\n",
    );
  });

  it("is wrapped, too, where Azure has failed", () => {
    const error = new AzureError({ operation: "reading x", code: "RESET", reason: "no answer" });
    expect(printed(error, true)).to.equal("error: reading x:\n    RESET: no answer\n");
    expect(printed(error, false)).to.equal("error: reading x: RESET: no answer\n");
  });
});
