// npm run usage on exported logs: what is printed, what programs get, and what is refused.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { main } from "../../../cli/main";
import { FILE, TODAY } from "./customersFile";

describe("npm run usage", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "usage-"));
    writeFileSync(join(folder, "customers.yaml"), FILE);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function usage(logs: Record<string, string>, ...more: string[]) {
    const argv = Object.entries(logs).flatMap(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return ["--logs", join(folder, name)];
    });
    const written = { stdout: "", stderr: "" };
    const stream = (name: "stdout" | "stderr") => ({
      write: (text: string) => {
        written[name] += text;
      },
    });
    const env = { ARM_METADATA_HOSTNAME: "localhost:1", CUSTOMER_ACCESS_NOW: `${TODAY}T09:00:00Z` };
    const { signal } = new AbortController();
    const exitCode = await main(
      ["usage", "--customers", join(folder, "customers.yaml"), ...argv, ...more],
      { stdout: stream("stdout"), stderr: stream("stderr"), env, signal },
    );
    const shown = (text: string) => text.replaceAll(`${folder}/`, "");
    return { exitCode, stdout: shown(written.stdout), stderr: shown(written.stderr) };
  }

  const CSV = `TimeGenerated [UTC],OperationName,Identity,Repository,ResultType,ResultDescription
"5/4/2026, 9:41:33.027 AM",Pull,contoso-pull,app/api,HttpStatusCode,200
"5/4/2026, 9:42:33.027 AM",Pull,contoso-pull,base/node,HttpStatusCode,200
yesterday,Pull,contoso-pull,app/web,HttpStatusCode,200
`;
  const LINES = `{"time":"2026-05-04T09:41:00Z","operationName":"Login","identity":"contoso-pull","resultDescription":"200"}
{"time":"2026-05-05T09:41:00Z","operationName":"Login","identity":"fabrikamtoken","resultDescription":"401","callerIpAddress":"203.0.113.7","properties":{"userAgent":"docker/24.0.5 go/1.20"}}
{"time":"2026-05-05T09:41:00Z","operationName":"Login","identity":"8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b","resultDescription":"200"}
{"time":"2026-05-05T09:4
`;

  it("says what somebody should look at, as docs/operations.md shows it", async () => {
    const { exitCode, stdout } = await usage({ "pulls.csv": CSV, "PT1H.json": LINES });
    const shown = readFileSync("docs/operations.md", "utf8");
    expect(shown).to.include(`usage -- --logs pulls.csv --logs PT1H.json\n${stdout}`);
    expect(exitCode).to.equal(1);
    expect(stdout.split("\n").every((line) => line.length <= 80)).to.equal(true);
  });

  it("finds nothing out where no event was read", async () => {
    const logs = { "README.md": "# A registry\n\nWho may pull what?\n", "package.json": "{}\n" };
    const { exitCode, stdout, stderr } = await usage(logs);
    expect([exitCode, stdout]).to.deep.equal([2, ""]);
    expect(stderr.split("\n")).to.have.length(3);
    expect(stderr).to.match(/^error: no event was read: README\.md:\S+ .+\n {2}export Container/);
  });

  it("says of logs in which every customer was seen that nothing was found", async () => {
    const calm = [
      "contoso-pull app/api",
      "contoso-pull app/web",
      "contoso-pull base/x",
      "FabrikamToken app/api",
      "northwind-pull z",
    ]
      .map((each) => each.split(" "))
      .map(([identity, repository]) =>
        JSON.stringify({
          TimeGenerated: "2026-05-04T09:41:00Z",
          OperationName: "Pull",
          Identity: identity,
          Repository: repository,
          ResultDescription: "200",
        }),
      )
      .join(",\n");
    const { exitCode, stdout, stderr } = await usage({ "az.json": `[\n${calm}\n]` });
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n").slice(-2)).to.deep.equal([
      "5 events from 2026-05-04 to 2026-05-04, 5 customers",
      "",
    ]);
  });

  it("says where no identity is the name of a token", async () => {
    const { stdout } = await usage({
      "a.json":
        '{"time":"2026-05-05T09:41:00Z","operationName":"Login","identity":"sub-1","resultDescription":"200"}\n',
    });
    expect(stdout).to.include(
      "No identity is the name of a token of the file. What Identity holds for a token is not documented, and a name is assumed: compare the identities above.\n",
    );
  });

  it("shows what a client sent only in quotes where it is no plain word", async () => {
    const sent = {
      time: "2026-05-05T09:41:00Z",
      operationName: "Login",
      identity: "##vso[task.complete]\u001b[2J",
      resultDescription: "401",
      callerIpAddress: "::1",
      userAgent: "x\u202e/1 y",
    };
    const { stdout } = await usage({ "a.json": `${JSON.stringify(sent)}\n` });
    expect(stdout).to.include(
      '  "#\\u0023vso[task.complete]\\u001b[2J": 1 event, last on 2026-05-05 from ::1 by "x\\u202e/1"\n',
    );
  });

  it("counts what it cannot read, and names the first ten", async () => {
    const { exitCode, stdout } = await usage({ "a.json": '{"x"}\n'.repeat(12), "pulls.csv": CSV });
    expect(exitCode).to.equal(1);
    expect(stdout).to.include(
      `Not read: 13 records\n${Array.from({ length: 10 }, (_, index) => `  a.json:${index + 1}: is no JSON\n`).join("")}  and 3 more\n`,
    );
  });

  it("tells programs the same", async () => {
    const { stdout } = await usage({ "pulls.csv": CSV }, "--json");
    const { customers, ...rest } = JSON.parse(stdout);
    expect(rest).to.deep.equal({
      file: "customers.yaml",
      logs: ["pulls.csv"],
      today: TODAY,
      from: "2026-05-04",
      to: "2026-05-04",
      events: 2,
      unknown: [],
      unnamed: 0,
      unreadable: {
        count: 1,
        first: ['pulls.csv:4: has no TimeGenerated that is a time in UTC: "yesterday"'],
      },
    });
    expect(customers[0]).to.deep.include({ id: "contoso", pulls: 2, neverPulled: ["app/web"] });
  });

  it("refuses to run without a log, and with an empty one", async () => {
    expect(await usage({})).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr:
        "error: no log is given\n  name one or more exported logs: `npm run usage -- --logs logs.csv`\n",
    });
    expect((await usage({ "a.csv": "TimeGenerated,Identity\n" })).stderr).to.equal(
      "error: a.csv: holds no record\n  export ContainerRegistryLoginEvents and ContainerRegistryRepositoryEvents again\n",
    );
  });
});
