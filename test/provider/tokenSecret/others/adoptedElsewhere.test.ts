// A customer whom another stack has adopted, while this one still has them in its state: nothing of theirs is written.

import { expect } from "chai";
import { failure, NOTHING_KNOWN, stable, text } from "../outcome";
import { READ } from "../requests";
import { useSecretStack } from "../useSecretStack";

const REFUSED = "token contoso-pull: its scope map is another stack's";

describe("TokenSecret: adopted by another stack since", () => {
  const stack = useSecretStack();

  beforeEach(async () => {
    await stack.publish();
    stack.rights = { read: async () => {}, of: () => ({ revision: 0, refusal: REFUSED }) };
    stack.connect();
  });

  for (const [what, change] of Object.entries({
    "is unchanged": {},
    "asks for a new password": { generation: 2, revokeBefore: 2 },
    "suspends the customer": { enabled: false },
  })) {
    it(`fails with why, where the file ${what}`, async () => {
      await stack.up(change, { isPreview: true });
      expect(stack.lines).to.deep.equal([`warning: correct first: ${REFUSED}`]);
      expect(stable(stack.preview)).to.deep.equal(NOTHING_KNOWN);
      expect(text(await failure(stack.up(change)))).to.equal(REFUSED);
      expect(stack.requests()).to.deep.equal(READ);
    });
  }

  it("is made by nobody here, where the token was deleted meanwhile", async () => {
    stack.state = undefined;
    await stack.up({}, { isPreview: true });
    expect(stack.lines).to.deep.equal([`warning: correct first: ${REFUSED}`]);
    expect(text(await failure(stack.up()))).to.equal(REFUSED);
    expect(stack.requests()).to.deep.equal([]);
  });

  it("deletes nothing, and so keeps token and scope map", async () => {
    expect(text(await failure(stack.delete()))).to.equal(REFUSED);
    expect(stack.requests()).to.deep.equal([]);
  });

  it("goes on where the file adopts what the other has published", async () => {
    expect(await stack.up({ adoptsSecret: true })).to.equal("same");
  });
});
