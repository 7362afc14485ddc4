// What counts as a preview: where the CLI fails and says why nowhere in its digest, there was none.

import { join } from "node:path";
import { expect } from "chai";
import { EngineError } from "../../engine/engineError";
import { type PreviewFindings, previewStack } from "../../engine/previewStack";
import { engine, executable, inFolder } from "./fakes";

describe("a preview", () => {
  /** What is found where the CLI prints this digest and these words, and exits with this code. */
  async function preview(
    folder: string,
    { digest, words = "", exitCode }: { digest: object; words?: string; exitCode: number },
  ): Promise<PreviewFindings> {
    const pulumi = await executable(
      join(folder, "pulumi"),
      `echo '${JSON.stringify(digest)}'`,
      `echo '${words}' >&2`,
      `exit ${exitCode}`,
    );
    const { signal } = new AbortController();
    const where = { engine: { ...engine("PATH"), pulumi }, folder, stackName: "dev", signal };
    return previewStack({ ...where, env: { PATH: process.env.PATH }, refresh: true });
  }

  const STEP = { op: "same", urn: "urn:pulumi:dev::customer-access::a:b:c::contoso" };

  it(
    "that failed before its first step is none, and the error has the words of the CLI",
    inFolder(async (folder) => {
      const words = "error: preview failed: the clock is wrong";
      const error = await preview(folder, {
        digest: { config: {}, duration: 1 },
        words,
        exitCode: 1,
      }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).to.be.instanceOf(EngineError);
      expect((error as Error).message).to.equal(`pulumi preview failed:\n${words}`);
    }),
  );

  it(
    "that failed after some steps is none either, where nothing of it says why",
    inFolder(async (folder) => {
      const diagnostics = [{ severity: "warning", message: "slow" }];
      const found = preview(folder, {
        digest: { steps: [STEP], diagnostics },
        words: "panic",
        exitCode: 1,
      });
      expect(await found.catch((error: Error) => error.message)).to.equal(
        "pulumi preview failed:\npanic",
      );
    }),
  );

  it(
    "that failed and says why is a finding",
    inFolder(async (folder) => {
      const diagnostics = [{ severity: "error", message: "too many losses" }];
      expect(
        await preview(folder, { digest: { steps: [STEP], diagnostics }, exitCode: 1 }),
      ).to.deep.equal({
        steps: [{ ...STEP, changed: [] }],
        diagnostics,
      });
    }),
  );

  it(
    "that completed is a finding, also of nothing",
    inFolder(async (folder) => {
      expect(await preview(folder, { digest: { config: {} }, exitCode: 0 })).to.deep.equal({
        steps: [],
        diagnostics: [],
      });
    }),
  );
});
