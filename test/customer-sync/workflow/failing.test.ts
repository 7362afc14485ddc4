// Services that do not answer, and imports that never end: each run ends by itself, says why, and is healed by catching up.
import { expect } from "chai";
import type { Fault } from "../../../emulator/faults";
import { imageOf } from "../../emulator/registry/pushing";
import { pushImage } from "../../emulator/registry/signedImage";
import { failed, noPassword, useFailedRuns } from "./failedRuns";
import { pointTag } from "./scenarios";

const NO_ANSWER = (token: string, read: string) =>
  `The vendor's registry did not answer in time, or with an error (status '${token}' for an access token, '${read}' for the manifest). If this lasts, ask the vendor.`;

const UNEXPECTED =
  "The answer for the manifest in 'app/api' was 404, but not in a registry's words for a tag or digest that is gone. Either something else has answered, such as a proxy, or the image is of a type that the workflow cannot read. If this lasts, ask the vendor.";

const NOT_ENDED = (status: string) =>
  `An import from 'app/api' did not end within 30 minutes, or Azure did not take it (status '${status}'). What has begun may still end, and may then set the tag back until the next run that catches up.`;

describe("a run for an event that cannot copy", () => {
  const { both, outcome } = useFailedRuns();
  const always = (fault: Fault) => () =>
    void both.vendor.emulator.faults.add({ times: Number.POSITIVE_INFINITY, ...fault });

  const faults: [string, Fault, string, string][] = [
    [
      "a vault that answers 429",
      { operation: "Secrets_Get", status: 429 },
      "PasswordNotRead",
      noPassword("429"),
    ],
    [
      "a vault that breaks connections",
      { operation: "Secrets_Get", reset: true },
      "PasswordNotRead",
      noPassword(""),
    ],
    [
      "a vendor that answers 429 to logins",
      { operation: "AccessTokens_Get", status: 429 },
      "VendorDoesNotAnswer",
      NO_ANSWER("429", ""),
    ],
    [
      "a vendor that answers 429 to readers",
      { operation: "Manifests_Get", status: 429, path: "1.0.2" },
      "VendorDoesNotAnswer",
      NO_ANSWER("200", "429"),
    ],
    [
      "a vendor that breaks connections",
      { operation: "Manifests_Get", reset: true, path: "1.0.2" },
      "VendorDoesNotAnswer",
      NO_ANSWER("200", ""),
    ],
    [
      "Azure that answers 429",
      { operation: "Registries_ImportImage", status: 429 },
      "ImportNotEnded",
      NOT_ENDED("429"),
    ],
    [
      "Azure that breaks connections",
      { operation: "Registries_ImportImage", reset: true },
      "ImportNotEnded",
      NOT_ENDED(""),
    ],
    [
      "an import that never ends",
      { operation: "Imports_Copy", delaySeconds: Number.POSITIVE_INFINITY },
      "ImportNotEnded",
      NOT_ENDED(""),
    ],
  ];
  for (const [what, fault, code, message] of faults) {
    it(`says so after ${what}`, async () => {
      expect(await outcome(always(fault))).to.deep.equal(failed(code, message));
    });
  }
  for (const [what, fault] of [
    [
      "a proxy that answers 404 to readers",
      { status: 404, body: "<html>no such host</html>", headers: { "content-type": "text/html" } },
    ],
    [
      "a vendor that says 404 of a type that is not asked for",
      {
        status: 404,
        code: "MANIFEST_UNKNOWN",
        message: "OCI index found, but accept header does not support OCI indexes",
      },
    ],
  ] as const) {
    it(`says so after ${what}, which is no tag that is gone`, async () => {
      const given = { operation: "Manifests_Get", path: "1.0.2", ...fault };
      expect(await outcome(always(given))).to.deep.equal(failed("UnexpectedAnswer", UNEXPECTED));
    });
  }

  it("says which image has no signature, where only that could not be copied", async () => {
    const fault = { operation: "Referrers_List", status: 503 };
    const message =
      "The tag in 'app/api' is copied, but not everything that refers to it, such as signatures.";
    const found = await outcome(always(fault));
    expect({ ...found, early: "" }).to.deep.equal({
      ...failed("ReferrersNotCopied", message),
      early: "",
    });
  });

  it("does not fail where the image is gone before it is imported", async () => {
    let digest: string | undefined;
    const remove = both.vendor.emulator.intercept(async ({ phase, entry }) => {
      if (phase === "after" || entry.operation !== "Registries_ImportImage" || digest) return;
      digest = await both.vendorDigest("gone");
      await both.pusher.send("DELETE", `/v2/app/api/manifests/${digest}`);
    });
    await pushImage(both.pusher, "app/api", "gone");
    await both.vendor.emulator.settle();
    remove();
    expect([digest, await both.vendorDigest("gone"), await both.digest("gone")]).to.deep.equal([
      digest,
      "404",
      "404",
    ]);
    expect(digest).to.match(/^sha256:/);
    expect(await both.ends()).to.deep.equal(["Succeeded", "Succeeded", "Succeeded"]);
  });
});

describe("a run that catches up and cannot copy all", () => {
  const { both } = useFailedRuns();
  const caughtUp = async () => {
    const begun = both.vendor.emulator.clock.now().getTime();
    await both.catchUp();
    const [run] = await both.workflows.runs("catch-up");
    const { code } = (run?.error ?? {}) as { code?: string };
    const minutes = (both.vendor.emulator.clock.now().getTime() - begun) / 60_000;
    return { status: run?.status, code, minutes };
  };
  const push = async () => {
    const lost = { operation: "Webhooks_Deliver", delivery: "lost" } as const;
    both.vendor.emulator.faults.add({ ...lost, times: 100 });
    const api = await pushImage(both.pusher, "app/api", "1.0.2");
    const worker = await pushImage(both.pusher, "app/worker", "1.0.2");
    return [api.index, worker.index];
  };
  const copies = async () => [await both.digest("1.0.2"), await both.digest("1.0.2", "app/worker")];

  it("copies the other repositories, and fails", async () => {
    const [, worker] = await push();
    const path = "/v2/app/api/manifests/1.0.2";
    both.vendor.emulator.faults.add({ operation: "Manifests_Get", path, status: 503, times: 15 });
    const { status, code } = await caughtUp();
    expect([status, code, ...(await copies())]).to.deep.equal([
      "Failed",
      "NotCaughtUp",
      "404",
      worker,
    ]);
    expect((await caughtUp()).status).to.equal("Succeeded");
  });

  it("waits half an hour at most for an import that never ends, and goes on with the next tag", async () => {
    const pushed = await push();
    const path = "app/api@";
    both.vendor.emulator.faults.add({
      ...{ operation: "Imports_Copy", path },
      delaySeconds: Number.POSITIVE_INFINITY,
    });
    const { status, code, minutes } = await caughtUp();
    expect([status, code]).to.deep.equal(["Failed", "NotCaughtUp"]);
    expect(minutes).to.be.within(30, 40);
    expect((await caughtUp()).status).to.equal("Succeeded");
    expect(await copies()).to.deep.equal(pushed);
  });

  it("fails where a proxy answers 404 for a list of tags, or for a tag", async () => {
    const pushed = await push();
    const page = {
      ...{ status: 404, body: "<html>no such host</html>" },
      headers: { "content-type": "text/html" },
      times: Number.POSITIVE_INFINITY,
    };
    const found = [];
    for (const operation of ["Tags_ListAttributes", "Manifests_Get"]) {
      both.vendor.emulator.faults.add({ operation, path: "app/api", ...page });
      const { status, code } = await caughtUp();
      found.push([operation, status, code, ...(await copies())]);
      both.vendor.emulator.faults.clear();
    }
    expect(found).to.deep.equal([
      ["Tags_ListAttributes", "Failed", "NotCaughtUp", "404", pushed[1]],
      ["Manifests_Get", "Failed", "NotCaughtUp", "404", pushed[1]],
    ]);
    expect((await caughtUp()).status).to.equal("Succeeded");
    expect(await copies()).to.deep.equal(pushed);
  });

  it("says where more manifests changed than it looks at", async () => {
    await push();
    const config = Buffer.from("{}");
    await both.pusher.upload("app/api", config);
    for (let number = 0; number < 500; number += 1) {
      await both.pusher.put(
        "app/api",
        imageOf(config, [], { annotations: { number: `${number}` } }),
      );
    }
    const { status, code } = await caughtUp();
    const actions = await both.workflows.actions("catch-up");
    expect([status, code, actions.More_Manifests_Changed_Than_Are_Looked_At]).to.deep.equal([
      "Failed",
      "NotCaughtUp",
      "Failed BadRequest",
    ]);
  });

  it("says where more tags changed than it looks at", async () => {
    await push();
    for (let tag = 0; tag < 99; tag += 1) await pointTag(both, `many-${tag}`, "1.0.2");
    const { status, code } = await caughtUp();
    const actions = await both.workflows.actions("catch-up");
    expect([status, code, actions.More_Tags_Changed_Than_Are_Looked_At]).to.deep.equal([
      "Failed",
      "NotCaughtUp",
      "Failed BadRequest",
    ]);
    expect(await both.digest("many-98")).to.equal(await both.vendorDigest("1.0.2"));
  });
});
