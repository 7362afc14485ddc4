// All tokens of a registry, page by page, or none.

import { expect } from "chai";
import { connectCloud } from "../../azure/cloud";
import { openRegistryTokens, type RegistryTokens } from "../../azure/tokens/registryTokens";
import { useInProcess } from "../emulator/inProcessAzure";

const LISTING = "listing the tokens of registry vendorimages";
const REQUEST = { operation: "Tokens_List" };

describe("listing the tokens of a registry", () => {
  const azure = useInProcess({ behaviours: { armPageSize: 2 } });
  let tokens: RegistryTokens;

  before(async () => {
    const { environment } = azure.emulator;
    tokens = openRegistryTokens(await connectCloud(environment, azure.http));
    for (const name of ["contoso", "fabrikam", "litware", "northwind", "tailspin"]) {
      await azure.givenToken(`${name}-pull`, ["repositories/app/api/content/read"]);
    }
    await azure.givenPassword("fabrikam-pull", "password2", "2099-01-01T00:00:00Z");
    await tokens.update(`${azure.registryId}/tokens/litware-pull`, { enabled: false });
  });
  beforeEach(() => {
    azure.emulator.faults.clear();
    azure.emulator.journal.clear();
  });

  const failure = (registryId = azure.registryId) =>
    tokens.list(registryId).then(
      (list) => `${list.length} tokens`,
      (error: Error) => error.message.replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );
  const page = (body: unknown) => ({
    ...REQUEST,
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const pages = () =>
    azure.emulator.journal.entries().filter(({ operation }) => operation === REQUEST.operation);

  it("gives each as a single reading does, with a request for each page", async () => {
    const list = await tokens.list(azure.registryId);
    expect(pages().length).to.equal(3);
    expect(list.map(({ name }) => name)).to.deep.equal([
      "contoso-pull",
      "fabrikam-pull",
      "litware-pull",
      "northwind-pull",
      "tailspin-pull",
    ]);
    expect(list.map(({ enabled }) => enabled)).to.deep.equal([true, true, false, true, true]);
    expect(list).to.deep.equal(await Promise.all(list.map(({ id }) => tokens.get(id))));
  });

  it("fails where its last page does", async () => {
    const fault = { status: 403, code: "AuthorizationFailed", message: "No." };
    azure.emulator.faults.add({ ...REQUEST, ...fault, skip: 2 });
    expect(await failure()).to.equal(
      `${LISTING}: 403 AuthorizationFailed: Pagination failed with unexpected statusCode 403 (request id ID); give the identity the role "Reader" on the registry`,
    );
  });

  it("reads a page again that fails for a moment", async () => {
    azure.emulator.faults.add({ ...REQUEST, status: 503, skip: 1, times: 2 });
    expect(await failure()).to.equal("5 tokens");
  });

  it("fails on a page that links to itself", async () => {
    const nextLink = `${azure.emulator.url}${azure.registryId}/tokens?api-version=2025-11-01&$skiptoken=2`;
    azure.emulator.faults.add({ ...page({ value: [], nextLink }), times: Infinity });
    expect(await failure()).to.equal(`${LISTING}: 200: a page links to one before it; run again`);
    expect(pages().length).to.equal(2);
  });

  const token = { id: "/subscriptions/x", name: "x", properties: { status: "enabled" } };
  const unusable: [body: unknown, reason: string][] = [
    [{ value: [{ ...token, id: undefined }] }, "200: a token has no id; run again"],
    [{ value: [{ ...token, name: undefined }] }, "the answer has no name; run again"],
    [{ value: [{ ...token, properties: {} }] }, "200: a token has no status; run again"],
    [
      { value: [token, { ...token, properties: undefined }] },
      "200: a token has no status; run again",
    ],
    [{}, "Couldn't paginate response"],
  ];
  for (const [body, reason] of unusable) {
    it(`takes ${JSON.stringify(body)} for no page`, async () => {
      azure.emulator.faults.add({ ...page(body), skip: 1 });
      expect(await failure()).to.equal(`${LISTING}: ${reason}`);
    });
  }

  it("fails when the registry is not there, and for an id of another form", async () => {
    expect(await failure(`${azure.registryId}x`)).to.match(
      /^listing the tokens of registry vendorimagesx: 404 ResourceNotFound: /,
    );
    expect(await failure(azure.vaultId)).to.equal(
      `"${azure.vaultId}" is not the ARM id of a registry; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>`,
    );
  });
});
