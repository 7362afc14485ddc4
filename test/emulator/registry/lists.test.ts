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
          message: 'repository "app/future" is not found',
          detail: { name: "app/future" },
        },
      ],
    ]);
  });
});
