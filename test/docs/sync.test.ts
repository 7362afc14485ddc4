// docs/sync.md and docs/sync-customer.md: the customer's settings file is one, and the commands of both sides print what is shown.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { FILE_KEYS } from "../../cli/sync/settingsFile";
import { Announced } from "../cli/deliveries/announced";
import { useProbes, withoutId } from "../cli/deliveries/probing";
import { optionsFor, useSync } from "../cli/sync/useSync";
import { pushImage, pushSignature } from "../emulator/registry/signedImage";
import { missingPart, shownParts } from "./shownOutput";

const page = (name: string) => readFileSync(join(__dirname, "../../docs", name), "utf8");
const PAGE = page("sync.md");
const CUSTOMERS_PAGE = page("sync-customer.md");

describe("docs/sync-customer.md", () => {
  const { vendor, made, sync, source } = useSync();

  it("shows a settings file, and what the command prints with it", async () => {
    for (const tag of ["old", "1.1.0"]) {
      await made.pusher.send("DELETE", `/acr/v1/app/api/_tags/${tag}`);
    }
    await pushImage(made.pusher, "app/api", "old");
    await sync({ apply: true });
    await made.pusher.send("DELETE", "/acr/v1/app/api/_tags/old");
    await pushImage(made.pusher, "app/api", "latest", "moved");
    await pushImage(made.pusher, "app/api", "2.0.0");
    await pushSignature(made.pusher, "app/api", (await source("app/api"))["1.0.0"] ?? "");

    const shown = JSON.parse(/^```json\n(.*?)^```$/ms.exec(CUSTOMERS_PAGE)?.[1] ?? "{}");
    expect(Object.keys(shown)).to.deep.equal([
      ...FILE_KEYS.filter((key) => key in shown),
      "repositories",
    ]);
    const settings = join(made.folder, "sync.json");
    const here = optionsFor(vendor, made);
    const { source: host, target, passwordSecret } = here;
    writeFileSync(settings, JSON.stringify({ ...shown, source: host, target, passwordSecret }));
    const { lines, exitCode } = await sync({
      settings,
      username: undefined as unknown as string,
      passwordSecret: undefined as unknown as string,
    });
    const parts = shownParts(CUSTOMERS_PAGE, "npm run -s sync -- --settings sync.json");
    expect(parts).to.have.length(2);
    expect(missingPart(`${lines.join("\n")}\n`, parts)).to.equal(undefined);
    expect(exitCode).to.equal(1);
  });
});

describe("docs/sync.md, for the vendor", () => {
  const announced = new Announced();
  before(() => announced.start());
  after(() => announced.close());

  it("shows what the command prints about who answers", async () => {
    const { clock } = announced.stack.azure.emulator;
    for (const repository of ["app/api", "app/web"]) await announced.push(repository, "1.0.0");
    clock.advanceSeconds(30 * 60);
    announced.disturb({ status: 401 });
    await announced.push("app/api", "1.1.0");
    const { lines, exitCode } = await announced.ask({ customers: ["contoso"] });
    const parts = shownParts(PAGE, "npm run -s deliveries -- contoso");
    expect(parts).to.have.length(2);
    expect(missingPart(`${lines.join("\n")}\n`, parts)).to.equal(undefined);
    expect(exitCode).to.equal(1);
  });
});

describe("docs/sync.md, for the vendor who has prefixes", () => {
  const { probe } = useProbes();

  it("shows what the trial prints", async () => {
    const { said, outcome } = await probe();
    const parts = shownParts(PAGE, "npm run -s deliveries -- --probe-prefix").map(withoutId);
    expect(parts).to.have.length(2);
    const printed = [...said, ...(outcome?.lines ?? [])].join("\n");
    expect(missingPart(`${printed}\n`, parts)).to.equal(undefined);
  });
});
