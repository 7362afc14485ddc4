// A sync that is refused, by the vendor or by its own registry, before it begins or in the middle.
import { expect } from "chai";
import { writeError } from "../../../cli/output";
import type { Failure } from "../../../cli/sync/failure";
import { text } from "../../azure/foreign";
import { pushImage } from "../../emulator/registry/signedImage";
import { takeImporting } from "./takeImporting";
import { type Synced, useSync } from "./useSync";

const NO_ROLE = /^error: reading registry contosoimages: 403 AuthorizationFailed: /;

describe("a sync that is refused", () => {
  const { vendor, made, sync, copy, source, requests } = useSync();
  afterEach(() => vendor.emulator.faults.clear());

  /** How it ends where it cannot begin, as it is printed. */
  const stopped = async (work: Promise<Synced>) => {
    const printed: string[] = [];
    const stream = { write: (words: string) => printed.push(words) };
    await work.catch((thrown) => writeError({ stdout: stream, stderr: stream, env: {} }, thrown));
    return printed
      .join("")
      .trim()
      .replace(/localhost:\d+/g, "HOST");
  };

  it("ends at once where the vendor's password has expired, or its token is disabled", async () => {
    const words =
      "error: HOST refuses the password in secret vendor-password of contoso-pull\n  the user name is another (--username), the password has expired or was replaced, or the vendor has disabled the token: store the newest password, or ask the vendor";
    const token = "tokens/contoso-pull";
    await vendor.arm("PATCH", token, { properties: { status: "disabled" } });
    expect(await stopped(sync({ apply: true }))).to.equal(words);
    await vendor.arm("PATCH", token, { properties: { status: "enabled" } });
    expect((await sync()).exitCode).to.equal(1);
    const soon = new Date(vendor.emulator.clock.now().getTime() + 60_000).toISOString();
    const value = await vendor.givenPassword("contoso-pull", "password1", soon);
    await made.contoso.vault("PUT", "/secrets/vendor-password", { value });
    expect((await sync()).exitCode).to.equal(1);
    vendor.emulator.clock.advanceDays(1);
    expect(await stopped(sync({ apply: true }))).to.equal(words);
    expect(await copy("app/api")).to.deep.equal({});
  });

  it("says which address is wrong where a host is not there", async () => {
    expect(
      await stopped(sync({ passwordSecret: "https://contoso.vault.invalid/secrets/password" })),
    ).to.equal(
      "error: reading secret password: contoso.vault.invalid has no address\n  check --password-secret, or passwordSecret in the settings file; if it is right, the network",
    );
    expect(await stopped(sync({ source: "localhost:65535" }))).to.match(
      /^error: HOST cannot be reached: logging in at HOST as contoso-pull: ECONNREFUSED: [^;\n]+\n {2}check --source and the network, then run again$/,
    );
  });

  it("says what to do where the token is disabled while it runs", async () => {
    const stop = vendor.emulator.intercept(async ({ phase, entry: { operation } }) => {
      if (phase === "after" || operation !== "Registries_ImportImage") return;
      await vendor.arm("PATCH", "tokens/contoso-pull", { properties: { status: "disabled" } });
    });
    const { exitCode, data } = await sync({ apply: true });
    stop();
    const remedies = new Set(data.failures.map(({ remedy }) => remedy));
    expect([exitCode, [...remedies]]).to.deep.equal([
      1,
      ["the vendor's registry refuses the token: store the newest password, or ask the vendor"],
    ]);
  });

  it("says which role is missing on its own registry", async () => {
    vendor.emulator.faults.add({
      operation: "Registries_Get",
      status: 403,
      code: "AuthorizationFailed",
      message: "No.",
    });
    const said = await stopped(sync());
    expect(said).to.match(NO_ROLE);
    expect(said).to.match(
      /; give the identity the role "Container Registry Data Importer and Data Reader" on the target registry$/,
    );
  });

  it("begins no further imports once the right to import is refused", async () => {
    for (let number = 0; number < 40; number += 1) {
      await pushImage(made.pusher, "app/api", `tag-${number}`);
    }
    await takeImporting(made.contoso);
    const { data, said } = await sync({ apply: true });
    expect([data.failures.length, said.length, said.at(-1)]).to.deep.equal([
      42,
      10,
      "imported 42 of 42, 42 of them failed",
    ]);
    // As many as are begun at the same time.
    expect(requests("Registries_ImportImage")).to.be.within(1, 32);
  });

  it("takes an answer that cannot be read for a failure, and copies the rest", async () => {
    const forged = `{"tags":[{"name":"\\u001b[2JIn step","digest":"sha256:${"a".repeat(64)}"}]}`;
    const odd = '{"tags":[{"name":"1.0.0","digest":"x@sha256:1"}]}';
    for (const answer of [
      '{"tags":[null]}',
      '{"tags":[{"name":"1.0.0"}]}',
      "<html>",
      forged,
      odd,
    ]) {
      vendor.emulator.faults.add({
        operation: "Tags_ListAttributes",
        path: "/acr/v1/app/worker/",
        ...text(answer),
      });
      const { exitCode, data } = await sync({ repository: ["app/api", "app/worker"], apply: true });
      expect([answer, exitCode, data.failures.map(({ where }) => where)]).to.deep.equal([
        answer,
        1,
        ["app/worker"],
      ]);
      expect(await copy("app/worker")).to.deep.equal({});
    }
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
  });

  it("says nothing in the vendor's words that would steer the terminal", async () => {
    vendor.emulator.faults.add({
      ...{ operation: "Tags_ListAttributes", path: "/acr/v1/app/api/" },
      ...{ status: 403, code: "DENIED", message: "\u001b[2J\u001b[32m\nIn step: all." },
    });
    vendor.emulator.faults.add({
      ...{ operation: "Manifests_ListAttributes", path: "/acr/v1/app/worker/" },
      ...text('{"manifests":[null,3,{}]}'),
    });
    const { lines, data } = await sync({ repository: ["app/api", "app/worker"] });
    expect([
      lines.join("\n").match(/(?!\n)\p{Cc}/u),
      [...data.failures].sort(byPlace).map(({ what, ...failure }) => ({
        ...failure,
        what: what.replace(vendor.loginServer, "HOST"),
      })),
    ]).to.deep.equal([
      null,
      [
        {
          where: "app/api",
          what: "listing the tags of app/api as contoso-pull: 403 DENIED:  [2J [32m In step: all.",
          remedy: "run again",
        },
        {
          where: "app/worker",
          what: "listing the manifests of app/worker as contoso-pull: the answer's manifests has an item of another form (page 1: HOST/acr/v1/app/worker/_manifests)",
          remedy: "run again; if it stays like this, ask whoever runs the registry",
        },
      ],
    ]);
  });

  it("names a copy whose name would be too long", async () => {
    const { data } = await sync({ targetPrefix: `${"a".repeat(250)}/` });
    expect(data.failures).to.deep.equal([
      {
        where: "app/api",
        what: "its copy's name would be too long",
        remedy: "use a shorter --target-prefix",
      },
    ]);
  });
});

function byPlace(one: Failure, other: Failure): number {
  return one.where.localeCompare(other.where);
}
