// The history of Pulumi Cloud by the real CLI, against a stand-in for the service's API: nothing but what is there is read, and only read.

import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { emptyFolder, FIXTURES, readHistory, refusal } from "../../cli/audit/readHistory";
import { testEngine } from "../../helpers/testEngine";

const FOLDER = join(FIXTURES, "plain", "history", "customer-access", "dev");
const STACK = "vendor/customer-access/production";
const OF_STACK = `/api/stacks/${STACK}`;

/** The files of the committed history, the oldest first. */
function files(kind: "history" | "checkpoint"): Record<string, unknown>[] {
  const names = readdirSync(FOLDER).filter((name) => name.includes(`.${kind}.`));
  return names.sort().map((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")));
}

/** The service has another form for the configuration, of which one value is secret. */
const config = { "customer-access:key": { string: "v1:encrypted", secret: true, object: false } };
const UPDATES = files("history").map((entry, index) => ({ ...entry, config, version: index + 1 }));
const DEPLOYMENTS = (files("checkpoint") as { checkpoint: { latest: object } }[]).map(
  ({ checkpoint }) => ({ version: 3, deployment: checkpoint.latest }),
);

/** What the service answers: https://www.pulumi.com/docs/reference/cloud-rest-api/ */
const ANSWERS: Readonly<Record<string, object>> = {
  "/api/user": { githubLogin: "auditor", name: "auditor", organizations: [] },
  "/api/capabilities": { capabilities: [] },
  [OF_STACK]: {
    ...{ orgName: "vendor", projectName: "customer-access", stackName: "production" },
    ...{ activeUpdate: "", tags: {}, version: 2 },
  },
  [`${OF_STACK}/updates`]: { updates: UPDATES.toReversed() },
  [`${OF_STACK}/export`]: DEPLOYMENTS.at(-1) ?? {},
  [`${OF_STACK}/export/1`]: DEPLOYMENTS[0] ?? {},
  [`${OF_STACK}/export/2`]: DEPLOYMENTS[1] ?? {},
};

describe("the history of Pulumi Cloud", function () {
  this.timeout(120_000);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    requests.push(`${request.method} ${pathname}`);
    const answer = ANSWERS[pathname];
    response.setHeader("content-type", "application/json");
    if (answer === undefined) response.writeHead(404).end('{"code":404,"message":"Not Found"}');
    else response.end(JSON.stringify(answer));
  });
  let address = "";
  let env: NodeJS.ProcessEnv = {};
  let folder = "";
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = emptyFolder();
    writeFileSync(join(folder, "Pulumi.yaml"), "name: customer-access\nruntime: nodejs\n");
    const { path } = await testEngine();
    env = { PATH: path, HOME: folder, PULUMI_HOME: join(folder, "home"), PULUMI_ACCESS_TOKEN: "t" };
  });
  after(() => server.close());

  it("is that of the same runs in a folder, and nothing is written", async () => {
    const history = await readHistory(address, { stack: STACK, folder, env });
    const inFolder = await readHistory(join(FIXTURES, "plain"));
    // Pulumi Cloud numbers its updates, and names the organization.
    expect(history.written.map(({ number, isWhole }) => ({ number, isWhole }))).to.deep.equal(
      inFolder.written.map(({ isWhole }, index) => ({ number: `${index + 1}`, isWhole })),
    );
    expect({ ...history, written: [] }).to.deep.equal({
      ...inFolder,
      written: [],
      stack: STACK,
      source: address,
      entries: inFolder.entries.map((entry, index) => ({ ...entry, name: `${index + 1}` })),
    });
    expect(requests.filter((request) => !request.startsWith("GET "))).to.deep.equal([]);
  });

  it("is not there for another stack: the CLI's own message says so", async () => {
    const stack = "vendor/customer-access/productoin";
    expect((await refusal(address, { stack, folder, env })).message).to.match(
      /^pulumi stack history failed:\nerror: no stack named '.*productoin' found/,
    );
  });
});
