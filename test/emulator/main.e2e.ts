// The emulator as a program of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import type { Tenant } from "../../emulator/world/tenantView";
import { PROJECT_FOLDER } from "../../projectFolder";
import { useEmulator } from "./useEmulator";

const MAIN = join(PROJECT_FOLDER, "emulator", "run.cjs");

describe("the emulator's program", () => {
  const children: ChildProcess[] = [];
  const azure = useEmulator();
  const run = (...args: string[]) => {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: "pipe" });
    children.push(child);
    return child;
  };
  const ended = async (child: ChildProcess) => {
    const [code] = await once(child, "exit");
    return code as number | null;
  };
  const firstLine = async (child: ReturnType<typeof run>) => {
    let seen = "";
    for await (const chunk of child.stdout) {
      seen += chunk;
      if (seen.includes("\n")) {
        break;
      }
    }
    return seen;
  };

  afterEach(() => {
    for (const child of children.splice(0)) {
      child.kill("SIGKILL");
    }
  });

  it("prints one line of JSON when ready, and ends when its parent lets go of it", async () => {
    const child = run("--json", "--exit-with-parent", "--now", "2026-03-01T00:00:00Z");
    const ready = JSON.parse(await firstLine(child)) as {
      url: string;
      caFile: string;
      environment: Record<string, string>;
      registries: { name: string; loginServer: string }[];
      vaults: { name: string; uri: string }[];
    };
    const exit = ended(child);
    child.stdin.end();

    expect(Object.keys(ready)).to.deep.equal([
      "url",
      "caFile",
      "environment",
      "registries",
      "vaults",
    ]);
    expect(ready.environment.ARM_METADATA_HOSTNAME).to.equal(ready.url.replace("https://", ""));
    expect(ready.registries.map(({ name }) => name)).to.deep.equal(["vendorimages"]);
    expect(ready.vaults.map(({ name }) => name)).to.deep.equal(["vendor-access"]);
    expect(await exit).to.equal(0);
    expect(existsSync(ready.caFile)).to.equal(false);
  });

  it("has a customer's tenant beside the vendor's when it is told to", async () => {
    const child = run("--json", "--customer");
    const { others } = JSON.parse(await firstLine(child)) as { others: Tenant[] };
    expect(
      others.map(({ name, registries, vaults }) => [name, registries[0]?.name, vaults[0]?.name]),
    ).to.deep.equal([["contoso", "contosoimages", "contoso-sync"]]);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends cleanly on ${signal}`, async () => {
      const child = run("--json");
      const { caFile } = JSON.parse(await firstLine(child)) as { caFile: string };
      const exit = ended(child);
      child.kill(signal);

      expect(await exit).to.equal(0);
      expect(existsSync(caFile)).to.equal(false);
    });
  }

  it("tells people how to point their tools at it", async () => {
    const child = run();
    let shown = "";
    child.stdout.on("data", (chunk) => {
      shown += chunk;
      if (shown.includes("disableChallengeResourceVerification")) {
        child.kill("SIGTERM");
      }
    });
    expect(await ended(child)).to.equal(0);
    for (const part of [
      "export ARM_METADATA_HOSTNAME=localhost:",
      "export SSL_CERT_FILE=",
      "skopeo inspect --no-tags --creds NAME:PASSWORD docker://localhost:",
      "oras manifest fetch --plain-http=false --username NAME --password PASSWORD localhost:",
      "/etc/docker/certs.d/localhost:",
    ]) {
      expect(shown).to.include(part);
    }
  });

  for (const { args, message } of [
    {
      args: ["--port", "abc"],
      message: '--port: "abc" is not a port; give a number from 0 to 65535',
    },
    {
      args: ["--now", "soon"],
      message: '--now: "soon" is not a time; give ISO 8601, for example 2026-03-01T00:00:00Z',
    },
  ]) {
    it(`refuses ${args.join(" ")} with exit code 2 and its usage`, async () => {
      const child = run(...args);
      const [code, shown] = await Promise.all([ended(child), text(child.stderr)]);
      expect(code).to.equal(2);
      expect(shown.split("\n").slice(0, 3)).to.deep.equal([
        message,
        "",
        "Usage: npm run emulator -- [options]",
      ]);
    });
  }

  it("fails with one line when its port is taken", async () => {
    const { port } = new URL(azure.emulator.url);
    const child = run("--port", port, "--exit-with-parent");
    const [code, shown] = await Promise.all([ended(child), text(child.stderr)]);
    expect([code, shown]).to.deep.equal([
      2,
      `port ${port} is taken by another program; choose another, or none for any free one\n`,
    ]);
  });
});
