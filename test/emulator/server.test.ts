// What the emulator's sockets do where no route is asked: too large a body, a failing hook, and the end.
import { once } from "node:events";
import { request } from "node:https";
import { connect } from "node:net";
import { expect } from "chai";
import { useEmulators } from "./useEmulator";

describe("the emulator's server", () => {
  const start = useEmulators();

  it("refuses a body that is too large before it is sent, and ends the connection", async () => {
    const azure = await start();
    const headers = { "content-length": String(512 * 1024 * 1024 + 1) };
    const refused = await new Promise((resolve, reject) => {
      const upload = request(azure.emulator.url, { method: "PUT", ca: azure.emulator.ca, headers });
      upload.on("error", reject).on("response", (response) => {
        resolve([response.statusCode, response.headers.connection]);
        upload.destroy();
      });
      upload.flushHeaders();
    });
    expect(refused).to.deep.equal([413, "close"]);
  });

  it("answers 500 if a hook throws", async () => {
    const azure = await start();
    azure.emulator.intercept(() => Promise.reject(new Error("broken hook")));
    const { status, body } = await azure.send(azure.emulator.url);
    expect([status, body]).to.deep.equal([500, "Error: broken hook"]);
  });

  it("breaks requests under way when it is closed", async () => {
    const azure = await start();
    azure.emulator.faults.add({ delayMs: 600_000, status: 200 });
    const arrived = new Promise<void>((resolve) => azure.emulator.intercept(async () => resolve()));
    const broken = azure.send(azure.emulator.url).then(
      ({ status }) => `answered ${status}`,
      (error: NodeJS.ErrnoException) => error.code,
    );
    await arrived;
    await azure.emulator.close();
    expect(await broken).to.equal("ECONNRESET");
  });

  it("breaks connections that are not through with TLS when it is closed", async () => {
    const azure = await start();
    const { hostname, port } = new URL(azure.emulator.url);
    const socket = connect(Number(port), hostname);
    const ended = once(socket, "close");
    await once(socket, "connect");
    // The server has it, too, once it has answered on a later one.
    await azure.send(azure.emulator.url);
    await azure.emulator.close();
    await ended;
  });
});
