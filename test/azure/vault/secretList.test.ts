// All secrets of a vault, page by page, or none: a list that breaks off is no list.

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import { type ManagedSecret, openManagedSecrets } from "../../../azure/vault/managedSecrets";
import { useInProcess } from "../../emulator/inProcessAzure";

const LISTING = "listing the secrets of vault vendor-access";
const REQUEST = { operation: "VaultSecrets_List" };

describe("listing the secrets of a vault", () => {
  const azure = useInProcess({ behaviours: { armPageSize: 2 } });
  let cloud: Cloud;
  const made: ManagedSecret[] = [];

  before(async () => {
    const { environment } = azure.emulator;
    cloud = await connectCloud(environment, azure.http);
    const secrets = openManagedSecrets(cloud);
    for (const name of ["a", "b", "c", "d", "e"]) {
      const content = { value: "not-a-password", enabled: name !== "c", tags: { name } };
      made.push(await secrets.put(`${azure.vaultId}/secrets/${name}`, content));
    }
  });
  beforeEach(() => {
    azure.emulator.faults.clear();
    azure.emulator.journal.clear();
  });

  const list = () => openManagedSecrets(cloud).list(azure.vaultId);
  const failure = () =>
    list().then(
      (secrets) => `${secrets.length} secrets`,
      (error: Error) => error.message.replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );
  const pages = () =>
    azure.emulator.journal.entries().filter(({ operation }) => operation === REQUEST.operation);
  const page = (body: unknown) => ({
    ...REQUEST,
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

  it("gives all of them, without values, with a request for each page", async () => {
    expect(await list()).to.deep.equal(made);
    expect(made.map(({ name, enabled }) => [name, enabled])).to.deep.equal([
      ["a", true],
      ["b", true],
      ["c", false],
      ["d", true],
      ["e", true],
    ]);
    expect(pages().length).to.equal(3);
  });

  it("gives none of an empty vault", async () => {
    azure.emulator.faults.add(page({ value: [], nextLink: "" }));
    expect(await failure()).to.equal("0 secrets");
  });

  it("fails on a page that links to itself", async () => {
    const url = `${azure.emulator.url}${azure.vaultId}/secrets?api-version=2024-11-01&$skiptoken=2`;
    azure.emulator.faults.add({ ...page({ value: [], nextLink: url }), times: Infinity });
    expect(await failure()).to.equal(`${LISTING}: 200: a page links to one before it; run again`);
    expect(pages().length).to.equal(2);
  });

  it("fails where its last page does", async () => {
    const fault = { status: 403, code: "AuthorizationFailed", message: "No." };
    azure.emulator.faults.add({ ...REQUEST, ...fault, skip: 2 });
    expect(await failure()).to.equal(
      `${LISTING}: 403 AuthorizationFailed: No (request id ID); give the identity the role "Reader" on the vault`,
    );
  });

  it("reads a page again that fails for a moment", async () => {
    azure.emulator.faults.add({ ...REQUEST, status: 503, skip: 1, times: 2 });
    expect(await list()).to.deep.equal(made);
  });

  const unusable: [body: unknown, reason: string][] = [
    [{}, "the answer has no value"],
    [{ value: { a: 1 } }, "the answer's value is not a list"],
    [{ value: [], nextLink: 7 }, "the answer's nextLink is not an address"],
    [{ value: [null] }, "the answer has no name"],
  ];
  for (const [body, reason] of unusable) {
    it(`takes ${JSON.stringify(body)} for no page`, async () => {
      azure.emulator.faults.add({ ...page(body), skip: 1 });
      expect(await failure()).to.equal(`${LISTING}: 200: ${reason}; run again`);
    });
  }

  it("fails when the vault is not there", async () => {
    const work = openManagedSecrets(cloud).list(`${azure.vaultId}x`);
    expect(await work.catch(({ message }: Error) => message)).to.match(
      /^listing the secrets of vault vendor-accessx: 404 ResourceNotFound: /,
    );
  });
});
