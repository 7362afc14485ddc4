// One stack per describe, which no test leaves before it was searched for passwords.

import { expect } from "chai";
import { SecretStack } from "./secretStack";

/** Set back before each test; after it, nothing that the engine was told may hold a password. */
export function useSecretStack(): SecretStack {
  const stack = new SecretStack();
  before(() => stack.start());
  beforeEach(() => stack.reset());
  afterEach(() => expect(stack.issued.foundIn(stack.said)).to.deep.equal([]));
  after(() => stack.close());
  return stack;
}
