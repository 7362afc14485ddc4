// A plan from two versions of the file alone: with git, and with neither Azure nor the engine nor any secret.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import picocolors from "picocolors";
import type { CommandContext } from "../../../cli/command";
import { runPlan } from "../../../cli/plan/runPlan";

const BEFORE = `customers:
  adatum: { repositories: [app/api] }
  contoso: { displayName: Contoso Ltd, repositories: [app/api, app/web] }
  fabrikam: { repositories: [base/*] }
  lucerne: { repositories: [app/api], state: offboarded }
`;

describe("npm run plan -- --files-only", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "files-only-"));
    file = join(folder, "customers.yaml");
    git("init", "--quiet", "--initial-branch", "main");
    commit(BEFORE);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });

  function commit(text: string): void {
    writeFileSync(file, text);
    git("add", ".");
    git("commit", "--quiet", "--allow-empty", "--message", "Change");
  }

  let said: string[];

  async function plan(
    options: { base?: string; maximumLosses?: string; env?: NodeJS.ProcessEnv } = {},
  ) {
    const { env, ...rest } = options;
    said = [];
    const context: CommandContext = {
      // No variable of Azure's or Pulumi's: nothing of theirs is needed.
      env: {
        ARM_METADATA_HOSTNAME: "localhost:1",
        CUSTOMER_ACCESS_NOW: "2026-03-15T00:00:00Z",
        ...env,
      },
      isTerminal: false,
      colors: picocolors.createColors(false),
      signal: new AbortController().signal,
      print: () => {},
      progress: (line) => said.push(line),
    };
    const asked = { customers: file, folder: "nowhere", filesOnly: true, ...rest };
    const { exitCode, lines } = await runPlan(asked, context);
    return { exitCode, text: lines.join("\n").replaceAll(file, "customers.yaml") };
  }

  async function failure(options: Parameters<typeof plan>[0]): Promise<string> {
    const error = (await plan(options).then(
      () => new Error("there was a plan"),
      (thrown) => thrown,
    )) as Error & { remedy?: string };
    return `${error.message}\n${error.remedy}`.replaceAll(file, "customers.yaml");
  }

  const summary = (text: string) => text.split("\n").slice(2);

  it("compares with the last commit", async () => {
    writeFileSync(file, BEFORE.replace("[app/api, app/web]", "[app/api, base/*]"));
    expect(await plan()).to.deep.equal({
      exitCode: 1,
      text: `customers.yaml without a stack, since HEAD, on 2026-03-15

contoso (Contoso Ltd): loses
  - can no longer pull app/web
  + may pull base/*

1 of 4 customers changes: 1 loses
access is taken from 1 of 3 customers who have it; at most 1 may lose it in one change`,
    });
  });

  it("says that nothing changes", async () => {
    expect(await plan()).to.deep.equal({
      exitCode: 0,
      text: "customers.yaml without a stack, since HEAD, on 2026-03-15\n\nnone of 4 customers gains or loses anything",
    });
  });

  it("knows no password, and says that every one ends where that is so", async () => {
    writeFileSync(file, BEFORE.replace("[base/*]", "[base/*], state: suspended"));
    const { text } = await plan();
    expect(summary(text).slice(0, 3)).to.deep.equal([
      "fabrikam: suspends",
      "  ! locked out: every password that works now",
      "  - suspended",
    ]);
  });

  it("tells what a new generation and a revocation mean", async () => {
    writeFileSync(
      file,
      BEFORE.replace(
        "[base/*]",
        "[base/*], credential: { generation: 2, revokeBefore: 2 }",
      ).replace("app/web]", "app/web], credential: { generation: 2, lifetimeDays: 30 }"),
    );
    const { text, exitCode } = await plan();
    expect(summary(text)).to.deep.equal([
      "contoso (Contoso Ltd): rotates",
      "    lifetimeDays 90, now 30",
      "    rotateBeforeDays 30, now 10",
      "    generation 1, now 2",
      "",
      "fabrikam: rotates",
      "  ! locked out: whoever uses a password of a generation before 2",
      "  - passwords of generations before 2 are revoked",
      "    generation 1, now 2",
      "",
      "2 of 4 customers change: 2 rotate",
      "access is taken from 1 of 3 customers who have it; at most 1 may lose it in one change",
    ]);
    expect(exitCode).to.equal(1);
  });

  it("names settings that change nobody's access", async () => {
    writeFileSync(file, BEFORE.replace("Contoso Ltd", "Contoso Inc, contact: it@contoso.example"));
    const { text, exitCode } = await plan();
    expect(summary(text)).to.deep.equal([
      "contoso (Contoso Inc): unchanged",
      "    displayName changes",
      "    contact changes",
      "",
      "none of 4 customers gains or loses anything",
    ]);
    expect(exitCode).to.equal(0);
  });

  it("leaves out what others changed on the branch in the meantime", async () => {
    git("switch", "--quiet", "--create", "change");
    commit(`${BEFORE}  proseware: { repositories: [app/web] }\n`);
    git("switch", "--quiet", "main");
    commit(BEFORE.replace("[app/api, app/web]", "[app/api]"));
    git("switch", "--quiet", "change");
    const { text, exitCode } = await plan({ base: "main" });
    expect(summary(text)).to.deep.equal([
      "proseware: new",
      "  + may pull app/web",
      "",
      "1 of 5 customers changes: 1 new",
    ]);
    expect(exitCode).to.equal(0);
  });

  it("takes everybody for new where the base has no such file", async () => {
    git("switch", "--quiet", "--orphan", "empty");
    git("commit", "--quiet", "--allow-empty", "--message", "Begin");
    git("switch", "--quiet", "--create", "change");
    commit(BEFORE);
    const { text, exitCode } = await plan({ base: "empty" });
    expect(text.split("\n").at(-1)).to.equal("4 of 4 customers change: 4 new");
    expect(exitCode).to.equal(0);
  });

  it("refuses what the guard does, by the number that is given", async () => {
    writeFileSync(file, BEFORE.replaceAll("app/api", "app/worker"));
    expect((await plan()).text).to.include("\nthis change is refused:\n");
    const more = await plan({ maximumLosses: "2" });
    expect(more.text).to.not.include("refused");
    expect(more.exitCode).to.equal(1);
  });

  it("names customers who are acknowledged without need, such as by a misspelt name", async () => {
    writeFileSync(
      file,
      `${BEFORE.replace("[app/api, app/web]", "[app/api]")}acknowledge: [{ customers: [contoso, contosso], reason: TICKET-1, until: 2026-03-31 }]\n`,
    );
    const { text, exitCode } = await plan();
    expect(summary(text).slice(3)).to.deep.equal([
      "acknowledged until 2026-03-31: contoso, contosso (TICKET-1); contosso loses nothing",
      "1 of 4 customers changes: 1 loses",
      "access is taken from 1 of 3 customers who have it (1 acknowledged); at most 1 other may lose it in one change",
    ]);
    expect(exitCode).to.equal(1);
  });

  describe("in a build of GitHub's", () => {
    const env = () => ({ GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: folder });

    it("reports each problem at its line, and nothing of it in the plan", async () => {
      writeFileSync(file, BEFORE.replace("app/web", "App/Web"));
      expect(await failure({ env: env() })).to.include("customers.yaml:3:64");
      expect(said).to.have.lengthOf(1);
      expect(said[0]).to.match(
        /^::error file=customers\.yaml,line=3,col=64,title=repository-path-is-valid::/,
      );
    });

    it("reports what is refused at the file, in all its lines", async () => {
      writeFileSync(file, BEFORE.replaceAll("app/api", "app/worker"));
      const { text } = await plan({ env: env() });
      expect(said).to.deep.equal([
        "::error file=customers.yaml,line=1,col=1,title=access-is-not-taken-by-a-slip::2 of 3 customers with access lose all or part of it; at most 1 may lose access in one change%0A    adatum: can no longer pull app/api%0A    contoso: can no longer pull app/api%0A  if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:%0A    acknowledge:%0A      - customers: [adatum, contoso]%0A        reason: why, such as a ticket%0A        until: 2026-03-22",
      ]);
      expect(text).to.not.include("::");
    });
  });

  const wrong: [what: string, options: Parameters<typeof plan>[0], message: string][] = [
    [
      "a base that git does not know",
      { base: "nothing" },
      "--base nothing: fatal: Not a valid object name nothing\nname a branch, tag or commit that this clone has together with its history; in a pipeline, check out with the whole history (`fetch-depth: 0`)",
    ],
    [
      "a base that is an option of git",
      { base: "--all" },
      "--base --all: fatal: Not a valid object name --all\nname a branch, tag or commit that this clone has together with its history; in a pipeline, check out with the whole history (`fetch-depth: 0`)",
    ],
    [
      "a number that is none",
      { maximumLosses: "-1" },
      '--maximum-losses: "-1" is not a number of customers\ngive a whole number, for example --maximum-losses 3',
    ],
  ];
  for (const [what, options, message] of wrong) {
    it(`refuses ${what}`, async () => expect(await failure(options)).to.equal(message));
  }

  it("says what is wrong with the file of the base", async () => {
    commit("customers: {}\n");
    writeFileSync(file, BEFORE);
    expect(await failure({})).to.equal(
      "customers.yaml at HEAD:1:12  customers: no customer is listed, which would remove every customer's access; list them by id, or restore the file  [customers-are-listed]\nname with --base a commit at which customers.yaml had no problems",
    );
  });
});
