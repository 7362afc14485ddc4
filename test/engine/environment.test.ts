// The variables that every run of the Pulumi CLI gets.
import { expect } from "chai";
import { engineEnvironment } from "../../engine/environment";

describe("engineEnvironment", () => {
  const always = {
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_SKIP_CHECKPOINTS: "false",
  };

  it("finds the engine first, compresses the state and keeps the checkpoints", () => {
    expect(engineEnvironment({ path: "/engine/bin:/usr/bin" })).to.deep.equal({
      ...always,
      PATH: "/engine/bin:/usr/bin",
      PULUMI_DIY_BACKEND_ZSTD: "true",
    });
  });

  it("leaves the compression to a user who chose gzip, as Pulumi refuses both", () => {
    const env = { PULUMI_DIY_BACKEND_GZIP: "true" };
    expect(engineEnvironment({ path: "/bin" }, { env })).to.deep.equal({ ...always, PATH: "/bin" });
  });

  it("finds stand-ins before all else, and downloads no plugins", () => {
    expect(engineEnvironment({ path: "/engine/bin" }, { standIns: "/stand-ins" })).to.deep.equal({
      ...always,
      PATH: "/stand-ins:/engine/bin",
      PULUMI_DIY_BACKEND_ZSTD: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    });
  });
});
