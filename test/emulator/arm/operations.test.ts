// Long-running operations over HTTP: 201 and 202, polling, what is refused meanwhile.
import { expect } from "chai";
import { stable } from "../bodies";
import { useEmulator } from "../useEmulator";

describe("emulated long-running operations", () => {
  const azure = useEmulator({ behaviours: { longRunning: true, pollSeconds: 60 } });
  const put = (name: string) =>
    azure.arm("PUT", `tokens/${name}`, {
      properties: { scopeMapId: `${azure.registryId}/scopeMaps/_repositories_pull` },
    });
  const poll = async (url: string | undefined) =>
    azure.send(url ?? "", {
      headers: { authorization: `Bearer ${await azure.accessToken(azure.emulator.url)}` },
    });
  const wait = () => azure.emulator.clock.advanceDays(1);
  const provisioningState = (body: unknown) =>
    (body as { properties: { provisioningState: string } }).properties.provisioningState;

  it("makes a token with 201, says Creating while it lasts, then Succeeded", async () => {
    const created = await put("slow-token");
    const url = String(created.headers["azure-asyncoperation"]);

    expect(created.status).to.equal(201);
    expect(provisioningState(created.body)).to.equal("Creating");
    expect(created.headers["retry-after"]).to.equal("60");
    expect(url).to.match(
      /\/tokens\/slow-token\/operationStatuses\/token-[0-9a-f-]{36}\?api-version=2025-11-01&t=\d+&c=\w+&s=[\w-]+&h=[\w-]+$/,
    );

    const running = await poll(url);
    expect([running.status, running.body]).to.deep.equal([200, { status: "Creating" }]);
    expect(running.headers["azure-asyncoperation"]).to.equal(url);
    expect(provisioningState((await azure.arm("GET", "tokens/slow-token")).body)).to.equal(
      "Creating",
    );

    wait();
    const done = await poll(url);
    expect([done.status, done.body]).to.deep.equal([200, { status: "Succeeded" }]);
    expect(done.headers["azure-asyncoperation"]).to.equal(undefined);
    expect(provisioningState((await azure.arm("GET", "tokens/slow-token")).body)).to.equal(
      "Succeeded",
    );
  });

  it("refuses a poll URL that was changed", async () => {
    const { headers } = await put("signed-token");
    const changed = String(headers["azure-asyncoperation"]).replace(/&s=[\w-]+/, "&s=x");
    expect((await poll(changed)).status).to.equal(404);
  });

  it("refuses generateCredentials until the token is there", async () => {
    await put("eager-token");
    const tokenId = `${azure.registryId}/tokens/eager-token`;
    const early = await azure.arm("POST", "generateCredentials", { tokenId, name: "password1" });

    expect([early.status, early.body]).to.deep.equal([
      409,
      {
        error: {
          code: "TokenNotActive",
          message:
            "The token eager-token is not active; its provisioning has not finished. Try again later.",
        },
      },
    ]);
  });

  it("generates passwords at once all the same", async () => {
    await put("prompt-token");
    wait();
    const tokenId = `${azure.registryId}/tokens/prompt-token`;
    const { status, headers, body } = await azure.arm("POST", "generateCredentials", {
      tokenId,
      name: "password1",
    });

    expect([status, headers.location, headers["retry-after"]]).to.deep.equal([
      200,
      undefined,
      undefined,
    ]);
    expect(stable(body)).to.deep.equal({
      username: "prompt-token",
      passwords: [{ creationTime: "<time>", name: "password1", value: "<password>" }],
    });
  });

  it("gives the value of a password only at the end of the operation, where that is chosen", async () => {
    await put("patient-token");
    wait();
    const tokenId = `${azure.registryId}/tokens/patient-token`;
    azure.emulator.behaviours.longRunningCredentials = true;
    const started = await azure.arm("POST", "generateCredentials", { tokenId, name: "password1" });
    azure.emulator.behaviours.longRunningCredentials = false;
    const { location } = started.headers;

    expect([started.status, started.bytes.length]).to.deep.equal([202, 0]);
    expect(location).to.match(
      /\/subscriptions\/[0-9a-f-]+\/providers\/Microsoft\.ContainerRegistry\/locations\/WESTEUROPE\/operationResults\/registries-[0-9a-f-]{36}\?/,
    );
    const running = await poll(location);
    expect([running.status, running.bytes.length]).to.deep.equal([202, 0]);

    wait();
    const done = await poll(location);
    expect(done.status).to.equal(200);
    expect(stable(done.body)).to.deep.equal({
      username: "patient-token",
      passwords: [{ creationTime: "<time>", name: "password1", value: "<password>" }],
    });
  });

  it("refuses a second write while the first lasts", async () => {
    await put("busy-token");
    for (const method of ["PUT", "PATCH", "DELETE"]) {
      const { status, body } = await azure.arm(method, "tokens/busy-token", {
        properties: { scopeMapId: `${azure.registryId}/scopeMaps/_repositories_pull` },
      });
      expect([status, body]).to.deep.equal([
        409,
        {
          error: {
            code: "AnotherOperationInProgress",
            message:
              "Another operation on busy-token or on a resource that it depends on is in progress. Try again later.",
          },
        },
      ]);
    }
  });

  it("deletes with 202 and Location", async () => {
    await put("leaving-token");
    wait();
    const { status, headers } = await azure.arm("DELETE", "tokens/leaving-token");

    expect(status).to.equal(202);
    expect((await poll(headers.location)).status).to.equal(202);
    wait();
    expect((await poll(headers.location)).status).to.equal(200);
  });

  it("changes a scope map at once, unless a token has it", async () => {
    const actions = ["repositories/app/api/content/read"];
    await azure.arm("PUT", "scopeMaps/shared-pull", { properties: { actions } });
    const change = () => azure.arm("PATCH", "scopeMaps/shared-pull", { properties: { actions } });

    expect((await change()).status).to.equal(200);
    await azure.arm("PUT", "tokens/sharing-token", {
      properties: { scopeMapId: `${azure.registryId}/scopeMaps/shared-pull` },
    });
    const slow = await change();
    expect(slow.status).to.equal(201);
    expect(provisioningState(slow.body)).to.equal("Updating");
    expect(slow.headers["azure-asyncoperation"]).to.include(
      "/scopeMaps/shared-pull/operationStatuses/",
    );
  });
});
