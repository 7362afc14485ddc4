// Calling a workflow by its URL: signature and keys, and which requests are refused.
import { expect } from "chai";
import type { Received } from "../exchange";
import { useEmulator } from "../useEmulator";
import { Workflows } from "./workflows";

const codeOf = ({ status, body }: Received) => [
  status,
  (body as { error?: { code: string } }).error?.code,
];

describe("the URL of an emulated workflow", () => {
  const azure = useEmulator({ now: "2026-03-01T00:00:00Z" });
  const workflows = new Workflows(azure);
  const runs = async (name: string) => (await workflows.runs(name)).length;
  const urlOf = async (name: string, json: object) =>
    (
      (await workflows.arm("POST", `${name}/triggers/manual/listCallbackUrl`, json)).body as {
        value: string;
      }
    ).value;
  const without = (url: string, parameter: string) => {
    const changed = new URL(url);
    changed.searchParams.delete(parameter);
    return changed.href;
  };

  it("is what listCallbackUrl says, in parts and as a whole", async () => {
    const url = await workflows.deploy("parts", {});
    const { body } = await workflows.arm("POST", "parts/triggers/manual/listCallbackUrl");
    const { searchParams, origin, pathname } = new URL(url);
    expect(pathname).to.match(/^\/workflows\/[0-9a-f]{32}\/triggers\/manual\/paths\/invoke$/);
    expect(body).to.deep.equal({
      value: url,
      method: "POST",
      basePath: `${origin}${pathname}`,
      queries: {
        "api-version": "2016-10-01",
        sp: "/triggers/manual/run",
        sv: "1.0",
        sig: searchParams.get("sig"),
      },
    });
  });

  it("starts a run, and names it in the answer", async () => {
    const { status, headers, body } = await workflows.call(await workflows.deploy("named", {}));
    const [run] = await workflows.runs("named");
    expect([
      status,
      body,
      headers["x-ms-workflow-run-id"],
      headers["x-ms-workflow-name"],
    ]).to.deep.equal([202, "", run?.name, "named"]);
  });

  it("is refused without a good signature, and starts nothing", async () => {
    const url = await workflows.deploy("signed", {});
    const other = await workflows.deploy("other", {});
    const wrong = new URL(url);
    wrong.searchParams.set("sig", "AAAA");
    const foreign = new URL(url);
    foreign.searchParams.set("sig", new URL(other).searchParams.get("sig") ?? "");
    const refused = [
      wrong.href,
      foreign.href,
      without(url, "sig"),
      without(url, "sp"),
      without(url, "sv"),
    ];

    for (const each of refused) {
      expect(codeOf(await workflows.call(each)), each).to.deep.equal([401, "AuthorizationFailed"]);
    }
    expect(await runs("signed")).to.equal(0);
  });

  it("is refused with an Authorization header beside the signature", async () => {
    const url = await workflows.deploy("beside", {});
    const refused = await workflows.call(url, {}, { headers: { authorization: "Basic eDp5" } });
    expect(codeOf(refused)).to.deep.equal([401, "DirectApiAuthorizationRequired"]);
    expect(await runs("beside")).to.equal(0);
  });

  it("works with either key until that one is made again", async () => {
    await workflows.deploy("keys", {});
    const primary = await urlOf("keys", {});
    const secondary = await urlOf("keys", { keyType: "Secondary" });
    const status = async (url: string) => (await workflows.call(url)).status;
    expect([primary === secondary, await status(primary), await status(secondary)]).to.deep.equal([
      false,
      202,
      202,
    ]);

    await workflows.arm("POST", "keys/regenerateAccessKey", { keyType: "Primary" });
    expect([await status(primary), await status(secondary)]).to.deep.equal([401, 202]);
    await workflows.arm("POST", "keys/regenerateAccessKey", { keyType: "Secondary" });
    expect([await status(secondary), await status(await urlOf("keys", {}))]).to.deep.equal([
      401, 202,
    ]);
  });

  it("works until its end", async () => {
    await workflows.deploy("ends", {});
    const url = await urlOf("ends", { notAfter: "2026-03-05T00:00:00Z" });
    const prolonged = new URL(url);
    prolonged.searchParams.set("se", "2027-03-05T00:00:00Z");
    const restore = azure.emulator.checkpoint();
    expect([
      (await workflows.call(url)).status,
      (await workflows.call(prolonged.href)).status,
    ]).to.deep.equal([202, 401]);
    azure.emulator.clock.advanceDays(5);
    expect((await workflows.call(url)).status).to.equal(401);
    restore();
  });

  it("is refused when the workflow is disabled, and when it is gone", async () => {
    const url = await workflows.deploy("switched", {});
    await workflows.arm("POST", "switched/disable");
    expect(codeOf(await workflows.call(url))).to.deep.equal([400, "WorkflowTriggerIsNotEnabled"]);
    await workflows.arm("POST", "switched/enable");
    expect((await workflows.call(url)).status).to.equal(202);
    await workflows.arm("DELETE", "switched");
    expect(codeOf(await workflows.call(url))).to.deep.equal([404, "WorkflowNotFound"]);
  });

  it("takes the method of its trigger only, POST by default", async () => {
    const url = await workflows.deploy("method", {
      triggers: { manual: { type: "Request", inputs: { method: "PUT" } } },
    });
    expect(codeOf(await workflows.call(url))).to.deep.equal([405, "TriggerRequestMethodNotValid"]);
    expect((await workflows.call(url, {}, { method: "PUT" })).status).to.equal(202);
  });

  it("refuses a body that is not the JSON that it says it is", async () => {
    const url = await workflows.deploy("content", {});
    const sent = { bytes: Buffer.from("{"), headers: { "content-type": "application/json" } };
    expect(codeOf(await azure.send(url, { method: "POST", ...sent }))).to.deep.equal([
      400,
      "InvalidRequestContent",
    ]);
  });

  const schema = {
    type: "object",
    properties: {
      action: { type: "string", enum: ["push"] },
      target: {
        type: "object",
        properties: { digest: { type: "string", pattern: "^sha256:[0-9a-f]{64}$" } },
        required: ["digest"],
      },
    },
    required: ["action", "target"],
  };
  it("refuses a body against the schema, if it shall", async () => {
    const trigger = { type: "Request", inputs: { schema } };
    const lenient = await workflows.deploy("lenient", { triggers: { manual: trigger } });
    const strict = await workflows.deploy("strict", {
      triggers: { manual: { ...trigger, operationOptions: "EnableSchemaValidation" } },
    });
    const good = { action: "push", target: { digest: `sha256:${"0".repeat(64)}` }, more: 1 };
    const bad = [
      {},
      [],
      { ...good, action: "delete" },
      { ...good, target: {} },
      { ...good, target: { digest: "latest" } },
    ];

    expect((await workflows.call(strict, good)).status).to.equal(202);
    for (const each of bad) {
      expect((await workflows.call(lenient, each)).status).to.equal(202);
      expect(codeOf(await workflows.call(strict, each)), JSON.stringify(each)).to.deep.equal([
        400,
        "TriggerInputSchemaMismatch",
      ]);
    }
    expect(await runs("strict")).to.equal(1);
  });
});
