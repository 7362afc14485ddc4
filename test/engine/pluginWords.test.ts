// The engine's own words before those of a plugin are taken away, in what people read of a plan and of the story.

import { expect } from "chai";
import { engineWords } from "../../cli/plan/engineWords";
import { plainMessage } from "../../cli/story/runEngine";

const WORDS = "finding registry vendorimage: 404 ResourceNotFound; correct registryName";

/** As CLI 3.276.0 gives it where a plugin cannot be loaded. */
const SAID = `rpc error: code = Unknown desc = \n${WORDS}`;

describe("the words of a plugin that cannot be loaded", () => {
  it("stand alone in a plan", () => {
    const diagnostics = [{ severity: "error", message: `error: ${SAID}\n` }];
    expect(engineWords({ steps: [], diagnostics }).failures).to.deep.equal([WORDS]);
  });

  it("stand alone in the story", () => {
    expect(plainMessage(`<{%reset%}>${SAID}<{%reset%}>\n`)).to.equal(WORDS);
  });
});
