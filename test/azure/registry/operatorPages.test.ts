// Pages that are none, to Microsoft's own client: a list that may be cut short must not be taken for whole.

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import { listRepositories, openOperatorCatalog } from "../../../azure/registry/operatorCatalog";
import { useInProcess } from "../../emulator/inProcessAzure";

describe("an operator's list", () => {
  const azure = useInProcess();
  let cloud: Cloud;

  before(async () => {
    const { environment } = azure.emulator;
    cloud = await connectCloud(environment, azure.http);
  });
  afterEach(() => azure.emulator.faults.clear());

  const failure = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: Error) => error.message,
    );
  const page = (content: unknown, link?: string) => ({
    operation: "Repositories_ListAcr",
    status: 200,
    headers: { "content-type": "application/json", ...(link === undefined ? {} : { link }) },
    body: JSON.stringify(content),
    // The client's first request is without an access token.
    skip: 1,
  });
  const FIRST = '</acr/v1/_catalog?last=app%2Fapi&n=100>; rel="next"';
  const broken: [name: string, fault: object, reason: string][] = [
    ["without the list", page({}), "the answer has no repositories"],
    ["whose list is none", page({ repositories: {} }), "the answer's repositories is no list"],
    [
      "with a name that steers a terminal",
      page({ repositories: ["\u001b[2J"] }),
      "the answer's repositories has an item of another form",
    ],
    [
      "that is followed by itself",
      { ...page({ repositories: ["app/api"] }, FIRST), times: Infinity },
      "the list goes on with a page that was there before",
    ],
    [
      "that does not say where the list goes on",
      page({ repositories: ["app/api"] }, '</acr/v1/_catalog?n=100>; rel="next"'),
      "a page does not say where the list goes on",
    ],
  ];
  for (const [name, fault, reason] of broken) {
    it(`fails on a page ${name}`, async () => {
      azure.emulator.faults.add(fault);
      expect(await failure(listRepositories(cloud, azure.registryId))).to.equal(
        `listing the repositories of vendorimages: ${reason}; run again`,
      );
    });
  }

  it("finds nothing in a registry without images", async () => {
    azure.emulator.faults.add(page({ repositories: null }));
    expect(await listRepositories(cloud, azure.registryId)).to.deep.equal([]);
  });

  it("of manifests fails on a page without the list", async () => {
    const catalog = await openOperatorCatalog(cloud, azure.registryId);
    azure.emulator.faults.add({ ...page({}), operation: "Manifests_ListAttributes" });
    expect(await failure(catalog.manifests("app/api"))).to.equal(
      "listing the manifests of app/api: the answer has no manifests; run again",
    );
  });
});
