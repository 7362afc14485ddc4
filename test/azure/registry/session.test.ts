// Access tokens of a session: how many are asked for, when they are renewed, and what happens when they are not good.

import { expect } from "chai";
import { connectCloud } from "../../../azure/cloud";
import { entraIdentity, passwordIdentity } from "../../../azure/registry/identities";
import { listTags } from "../../../azure/registry/lists";
import { getManifest } from "../../../azure/registry/manifests";
import { RegistrySession } from "../../../azure/registry/session";
import { useInProcess } from "../../emulator/inProcessAzure";

const API = { repository: "app/api", reference: "latest" };

describe("a session at the registry", () => {
  const azure = useInProcess();
  let cloud: Awaited<ReturnType<typeof connectCloud>>;
  let password: string;

  before(async () => {
    const { environment } = azure.emulator;
    cloud = await connectCloud(environment, azure.http);
    password = await azure.givenToken("contoso-pull", [
      "repositories/app/api/content/read",
      "repositories/app/api/metadata/read",
    ]);
  });
  beforeEach(() => azure.emulator.journal.clear());
  afterEach(() => azure.emulator.faults.clear());

  const open = () => {
    const { loginServer } = azure;
    return new RegistrySession(
      passwordIdentity(cloud.http, { loginServer, username: "contoso-pull", password }),
    );
  };
  const requests = () =>
    azure.emulator.journal.entries().map(({ operation, status }) => `${operation} ${status}`);

  it("asks for one access token for requests of one scope, also at the same time", async () => {
    const session = open();
    await Promise.all([getManifest(session, API), getManifest(session, API)]);
    await getManifest(session, { ...API, reference: "1.0.0" });
    expect(requests().filter((each) => each.startsWith("AccessTokens"))).to.deep.equal([
      "AccessTokens_Get 200",
    ]);
  });

  it("uses the access token of its login for all scopes of that login", async () => {
    const session = open();
    const scopes = ["pull", "metadata_read"].map((action) => `repository:app/api:${action}`);
    expect(await session.login(scopes)).to.deep.equal({
      outcome: "accepted",
      access: ["pull", "metadata_read"].map((action) => ({
        type: "repository",
        name: "app/api",
        actions: [action],
      })),
    });
    await getManifest(session, API);
    await listTags(session, "app/api");
    expect(requests()).to.deep.equal([
      "AccessTokens_Get 200",
      "Manifests_Get 200",
      "Tags_List 200",
    ]);
  });

  it("splits scopes that are too long for one address", async () => {
    const scopes = Array.from({ length: 200 }, (_, index) => `repository:team/image-${index}:pull`);
    const login = await open().login(["repository:app/api:pull", ...scopes]);
    expect(login.outcome === "accepted" && login.access.map(({ name }) => name)).to.deep.equal([
      "app/api",
    ]);
    // 200 scopes of about 45 characters each, 4,000 an address.
    expect(requests()).to.deep.equal([
      "AccessTokens_Get 200",
      "AccessTokens_Get 200",
      "AccessTokens_Get 200",
    ]);
  });

  it("gets another access token when the registry says that this one is over", async () => {
    const session = open();
    await getManifest(session, API);
    const { clock } = azure.emulator;
    clock.set(new Date(clock.now().getTime() + 76 * 60_000).toISOString());
    await getManifest(session, API);
    expect(requests()).to.deep.equal([
      "AccessTokens_Get 200",
      "Manifests_Get 200",
      "Manifests_Get 401",
      "AccessTokens_Get 200",
      "Manifests_Get 200",
    ]);
  });

  it("renews the access token of a login for all its scopes at once", async () => {
    const session = open();
    await session.login(["pull", "metadata_read"].map((action) => `repository:app/api:${action}`));
    const { clock } = azure.emulator;
    clock.set(new Date(clock.now().getTime() + 76 * 60_000).toISOString());
    await getManifest(session, API);
    await listTags(session, "app/api");
    expect(requests()).to.deep.equal([
      "AccessTokens_Get 200",
      "Manifests_Get 401",
      "AccessTokens_Get 200",
      "Manifests_Get 200",
      "Tags_List 200",
    ]);
  });

  it("renews an access token before it ends, by the registry's clock", async () => {
    const session = open();
    const { clock } = azure.emulator;
    // Whatever this machine's clock says: to the registry, the year is another one.
    clock.set("2031-05-01T00:00:00.000Z");
    const now = performance.now.bind(performance);
    await getManifest(session, API);
    for (const minutes of [67, 68]) {
      performance.now = () => now() + minutes * 60_000;
      try {
        await getManifest(session, API);
      } finally {
        performance.now = now;
      }
    }
    expect(requests()).to.deep.equal([
      "AccessTokens_Get 200",
      "Manifests_Get 200",
      "Manifests_Get 200",
      "AccessTokens_Get 200",
      "Manifests_Get 200",
    ]);
  });

  it("does not go on for ever where no access token is good", async () => {
    const invalid = {
      path: "/manifests/",
      status: 401,
      headers: {
        "www-authenticate": `Bearer realm="https://${azure.loginServer}/oauth2/token",service="${azure.loginServer}",error="invalid_token"`,
      },
      times: Infinity,
    };
    azure.emulator.faults.add(invalid);
    const outcome = await getManifest(open(), API).then(
      () => "pulled",
      (error: Error) => error.constructor.name,
    );
    expect(outcome).to.equal("AccessRefused");
    expect(requests()).to.have.length(4);
  });

  it("works with an identity of Entra, which exchanges its access token once", async () => {
    const session = new RegistrySession(entraIdentity(cloud, azure.loginServer));
    expect((await listTags(session, "internal/billing")).sort()).to.deep.equal([
      "1.0.0",
      "1.1.0",
      "latest",
    ]);
    await getManifest(session, { repository: "internal/billing", reference: "latest" });
    expect(requests().filter((each) => !each.startsWith("Entra"))).to.deep.equal([
      "RefreshTokens_Post 200",
      "AccessTokens_Post 200",
      "Tags_List 200",
      "AccessTokens_Post 200",
      "Manifests_Get 200",
    ]);
  });

  it("says so where the identity has no role at the registry", async () => {
    azure.emulator.faults.add({ operation: "RefreshTokens_Post", status: 401 });
    const session = new RegistrySession(entraIdentity(cloud, azure.loginServer));
    expect(await session.login()).to.deep.equal({ outcome: "refused" });
  });
});
