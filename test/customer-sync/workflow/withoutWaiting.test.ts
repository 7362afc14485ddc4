// Workflows that wait for no import: what that costs, and that the next catch-up corrects it.
import { expect } from "chai";
import { tell } from "./scenarios";
import { useSyncedRegistries } from "./syncedRegistries";

describe("workflows that do not wait for imports", () => {
  const both = useSyncedRegistries({ waitsForImports: false });

  it("may leave a tag at what it was, and never ask how an import ended; the next catch-up heals it", async () => {
    const { emulator } = both.vendor;
    const { source, copy } = await tell("an import that a later one overtakes", both);
    expect(source).to.match(/^sha256:/);
    expect(copy).not.to.equal(source);
    emulator.faults.clear();
    await both.catchUp();
    expect(await both.digest("tag-0")).to.equal(source);
    const asked = emulator.journal
      .entries()
      .filter(({ operation }) => operation === "Operations_GetResult");
    expect(asked).to.deep.equal([]);
  });
});
