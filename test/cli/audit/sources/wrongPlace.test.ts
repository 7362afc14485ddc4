// The message about a place that holds no history, or more than one: where, what was found, what to do.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { copyOf, emptyFolder, FIXTURES, refusal, summary } from "../readHistory";

const FIRST = "dev-1796057434933898105";
const _SECOND = "dev-1796057436308285038";
const STACK = join("history", "customer-access", "dev");

const WHOLE = { stack: "customer-access/dev", runs: 2, gaps: [], hasPresent: true };
const _NO_PRESENT =
  ": the stack's present state is missing: what changed after the last entry cannot be told";

describe("a place that is not a history", () => {
  it("asks which stack, where there are several", async () => {
    const { folder, pulumi } = copyOf();
    cpSync(join(pulumi, STACK), join(pulumi, "history", "customer-access", "production"), {
      recursive: true,
    });
    const remedy = "name one of them with --stack";
    const list = "customer-access/dev, customer-access/production";
    expect(await refusal(folder)).to.deep.equal({
      message: `${folder}: there are several stacks: ${list}`,
      remedy,
    });
    expect(await refusal(folder, { stack: "prod" })).to.deep.equal({
      message: `${folder}: there is no stack prod; it has ${list}`,
      remedy,
    });
    for (const stack of ["dev", "customer-access/dev", "organization/customer-access/dev"]) {
      expect(await summary(folder, { stack }), stack).to.deep.equal(WHOLE);
    }
  });

  it("says what a folder has that holds none, and what to name", async () => {
    const folder = emptyFolder();
    const remedy =
      "name the folder or container of the backend, which has a folder .pulumi with history/ and stacks/; `npm run pulumi -- whoami --verbose` prints its address";
    expect(await refusal(folder)).to.deep.equal({
      message: `${folder}: there is no history of Pulumi here; it is empty`,
      remedy,
    });
    mkdirSync(join(folder, "docs"));
    for (const name of ["a", "b", "c", "d", "e", "f", "docs/g"])
      writeFileSync(join(folder, name), "");
    expect(await refusal(folder)).to.deep.equal({
      message: `${folder}: there is no history of Pulumi here; it has a, b, c, d, docs/, e, and 1 more`,
      remedy,
    });
  });

  it("says what is wrong with an address", async () => {
    const name = "name the folder that holds .pulumi, or a copy of .pulumi/history";
    const file = join(FIXTURES, "plain", STACK, `${FIRST}.history.json`);
    expect(await refusal("/no/such/folder")).to.deep.equal({
      message: "/no/such/folder: there is no such folder",
      remedy: name,
    });
    expect(await refusal(file)).to.deep.equal({ message: `${file}: is a file`, remedy: name });
    expect(await refusal("s3://states/access")).to.deep.equal({
      message: "s3://states/access: a history at s3:// cannot be read",
      remedy:
        "copy its folder .pulumi, `aws s3 sync s3://BUCKET/.pulumi copy/.pulumi`, and name the folder `copy`",
    });
    expect(await refusal("gs://states")).to.deep.equal({
      message: "gs://states: a history at gs:// cannot be read",
      remedy:
        "copy its folder .pulumi, `gcloud storage rsync --recursive gs://BUCKET/.pulumi copy/.pulumi`, and name the folder `copy`",
    });
    expect((await refusal("ftp://states")).remedy).to.equal(
      "copy its folder .pulumi, and name the copy",
    );
  });
});
