// Unpacking by what a file holds, whatever it holds: every text or a problem, never a crash.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import fc from "fast-check";
import { unpack } from "../../../../cli/audit/sources/unpack";
import { FIXTURES } from "../readHistory";

const [RUNS, STEP] = process.env.TEST_LONG === "yes" ? [20_000, 1] : [50, 67];
const FOLDER = join(FIXTURES, "zstd", "history", "customer-access", "dev");
const ZSTD = readFileSync(join(FOLDER, readdirSync(FOLDER).sort()[0] ?? ""));
const DAMAGED = { problem: "is cut off or damaged: it cannot be unpacked" };

describe("unpacking", () => {
  it("takes text, gzip and zstd for what they are", async () => {
    const text = '{"kind":"update","message":"Ünïcödé"}';
    expect(await unpack(Buffer.from(text))).to.deep.equal({ value: text });
    expect(await unpack(gzipSync(text))).to.deep.equal({ value: text });
    const checkpoint = await unpack(ZSTD);
    expect("value" in checkpoint && Object.keys(JSON.parse(checkpoint.value))).to.deep.equal([
      "version",
      "features",
      "checkpoint",
    ]);
  });

  it("refuses a frame that announces more than any state has, before it makes room for it", async () => {
    // A single segment of 2^40 bytes: RFC 8878, 3.1.1.1.
    const huge = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
    expect(await unpack(huge)).to.deep.equal(DAMAGED);
  });

  for (const [name, packed] of Object.entries({ gzip: gzipSync(ZSTD), zstd: ZSTD })) {
    it(`says that a file is damaged wherever it is cut off: ${name}`, async () => {
      const whole = JSON.stringify(await unpack(packed));
      for (let length = packed.length - 1; length >= 4; length -= STEP) {
        const cut = await unpack(packed.subarray(0, length));
        // In JavaScript the four bytes of the checksum at the end are not looked at, and the text is complete.
        const isComplete = name === "zstd" && packed.length - length <= 4;
        if (isComplete && JSON.stringify(cut) === whole) continue;
        expect(cut, `${length}`).to.deep.equal(DAMAGED);
      }
    });

    it(`ends for whatever bytes: ${name}`, async () => {
      const flips = fc.array(fc.tuple(fc.nat(packed.length - 1), fc.nat(255)), { minLength: 1 });
      await fc.assert(
        fc.asyncProperty(flips, async (changes) => {
          const bytes = Buffer.from(packed);
          for (const [at, value] of changes) bytes[at] = value;
          expect(Object.keys(await unpack(bytes))).to.have.length(1);
        }),
        { numRuns: RUNS },
      );
    });
  }
});
