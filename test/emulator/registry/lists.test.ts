// Tags and catalog over HTTP, with their pages.
import { expect } from "chai";
import type { Received } from "../exchange";
import { useEmulator } from "../useEmulator";

const errorsOf = ({ status, body }: Received) => [status, (body as { errors: unknown }).errors];

describe("lists of an emulated registry", () => {
  const azure = useEmulator();

  it("give the tags of a repository in pages, to a token with metadata/read", async () => {
    const token = await azure.givenAccess(
      "lister-token",
      ["repositories/app/api/metadata/read"],
      "repository:app/api:metadata_read",
    );
    const all = await azure.registry("GET", "/v2/app/api/tags/list", token);
    const first = await azure.registry("GET", "/v2/app/api/tags/list?n=2", token);
    const rest = await azure.registry("GET", "/v2/app/api/tags/list?n=2&last=1.1.0", token);

    expect(all.body).to.deep.equal({ name: "app/api", tags: ["1.0.0", "1.1.0", "latest"] });
    expect(first.body).to.deep.equal({ name: "app/api", tags: ["1.0.0", "1.1.0"] });
    expect(first.headers.link).to.equal(
      '</v2/app/api/tags/list?last=1.1.0&n=2&orderby=>; rel="next"',
    );
    expect(rest.body).to.deep.equal({ name: "app/api", tags: ["latest"] });
    expect(rest.headers.link).to.equal(undefined);
  });

  it("refuse the tags to a token with only content/read", async () => {
    const token = await azure.givenAccess(
      "puller-token",
      ["repositories/app/api/content/read"],
      "repository:app/api:pull,metadata_read",
    );
    expect((await azure.registry("GET", "/v2/app/api/tags/list", token)).status).to.equal(401);
  });

  it("refuse the catalog to a customer's token, and give it for the root wildcard", async () => {
    const customer = await azure.givenAccess(
      "customer-token",
      ["repositories/app/*/metadata/read"],
      "registry:catalog:*",
    );
    const operator = await azure.givenAccess(
      "operator-token",
      ["repositories/*/metadata/read"],
      "registry:catalog:*",
    );
    const refused = await azure.registry("GET", "/v2/_catalog", customer);
    const given = await azure.registry("GET", "/v2/_catalog?n=3", operator);

    expect(refused.status).to.equal(401);
    expect(refused.headers["www-authenticate"]).to.include('error="insufficient_scope"');
    expect(given.body).to.deep.equal({ repositories: ["app/api", "app/web", "app/worker"] });
    expect(given.headers.link).to.equal(
      '</v2/_catalog?last=app%2Fworker&n=3&orderby=>; rel="next"',
    );
  });

  for (const { what, actions, abac, repository, status } of [
    { what: "of the root wildcard", actions: ["repositories/*/metadata/read"], status: 200 },
    {
      what: "of the root wildcard that may pull alone",
      actions: ["repositories/*/content/read"],
      status: 401,
    },
    { what: "of a prefix", actions: ["repositories/app/*/metadata/read"], status: 401 },
    { what: "of a repository", actions: ["repositories/app/api/metadata/read"], status: 401 },
    {
      what: "of the root wildcard, where repository permissions count",
      actions: ["repositories/*/metadata/read"],
      abac: true,
      status: 401,
    },
    {
      what: "of the root wildcard that asks for one repository, where repository permissions count",
      actions: ["repositories/*/metadata/read"],
      abac: true,
      repository: "app/api",
      status: 200,
    },
  ]) {
    const scope = `repository:${repository ?? "*"}:metadata_read`;
    it(`answer ${status} to a token ${what} by ${scope}`, async () => {
      const mode = (roleAssignmentMode: string) =>
        azure.arm("PATCH", azure.registryId, { properties: { roleAssignmentMode } });
      if (abac) await mode("AbacRepositoryPermissions");
      const token = await azure.givenAccess("wildcard-token", actions, scope);
      const listed = await azure.registry("GET", "/acr/v1/app/api/_tags", token);
      if (abac) await mode("LegacyRegistryPermissions");
      expect(listed.status).to.equal(status);
      // The wildcard is for repositories, and for what was asked of them.
      const others = ["/v2/_catalog", "/v2/app/api/manifests/latest"];
      for (const path of others) {
        expect((await azure.registry("GET", path, token)).status).to.equal(401);
      }
    });
  }

  it("answer 404 for a repository that is not there", async () => {
    const token = await azure.givenAccess(
      "future-token",
      ["repositories/app/*/metadata/read"],
      "repository:app/future:metadata_read",
    );
    expect(errorsOf(await azure.registry("GET", "/v2/app/future/tags/list", token))).to.deep.equal([
      404,
      [
        {
          code: "NAME_UNKNOWN",
          message: "repository name not known to registry",
          detail: { name: "app/future" },
        },
      ],
    ]);
  });

  for (const { query, found } of [
    { query: "n=0", found: [200, [], undefined] },
    { query: "n=1", found: [200, ["1.0.0"], "last=1.0.0&n=1&orderby="] },
    { query: "n=3", found: [200, ["1.0.0", "1.1.0", "latest"], undefined] },
    { query: "n=", found: [200, ["1.0.0", "1.1.0", "latest"], undefined] },
    { query: "n=1&last=1.0.0", found: [200, ["1.1.0"], "last=1.1.0&n=1&orderby="] },
    { query: "n=5&last=1.0.5", found: [200, ["1.1.0", "latest"], undefined] },
    { query: "last=zzz", found: [200, [], undefined] },
    { query: "n=-1", found: [400, "-1", undefined] },
    { query: "n=abc", found: [400, "abc", undefined] },
    { query: "n=1.5", found: [400, "1.5", undefined] },
    { query: "n=1e3", found: [400, "1e3", undefined] },
  ] as const) {
    it(`are answered ${found[0]} to ?${query}`, async () => {
      const token = await azure.givenAccess(
        "paging-token",
        ["repositories/*/metadata/read"],
        "repository:app/api:metadata_read",
        "registry:catalog:*",
      );
      const path = "/v2/app/api/tags/list";
      const { status, body, headers } = await azure.registry("GET", `${path}?${query}`, token);
      const { tags, errors } = body as { tags?: string[]; errors?: unknown[] };
      const [expected, content, link] = found;

      expect(status).to.equal(expected);
      expect(headers.link).to.equal(link && `<${path}?${link}>; rel="next"`);
      if (expected === 200) {
        expect(tags).to.deep.equal(content);
      } else {
        const error = {
          code: "PAGINATION_NUMBER_INVALID",
          message: "invalid number of results requested",
          detail: { n: content },
        };
        const catalogs = ["/v2/_catalog", "/acr/v1/_catalog"].map((each) =>
          azure.registry("GET", `${each}?${query}`, token),
        );
        expect(errors).to.deep.equal([error]);
        for (const catalog of await Promise.all(catalogs)) {
          expect(errorsOf(catalog)).to.deep.equal([400, [error]]);
        }
      }
    });
  }
});
