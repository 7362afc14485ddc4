// The route table itself: names are unique, sources are given, paths match as they should.
import { expect } from "chai";
import { empty } from "../../emulator/http/reply";
import { createRouter, type Route } from "../../emulator/http/route";
import { ROUTES } from "../../emulator/http/routes";
import { findHost, findRoute } from "../../emulator/http/routing";

const routes = Object.values(ROUTES).flat();

describe("the route table", () => {
  it("names each operation once", () => {
    const names = routes.map(([, , , operation]) => operation);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });

  it("says of every route where it is known from", () => {
    const unknown = routes.filter(([, , , , { reference }]) => reference === "");
    expect(unknown).to.deep.equal([]);
  });
});

describe("findHost and findRoute", () => {
  for (const { listener, method, path, found } of [
    {
      listener: "main",
      method: "GET",
      path: "/metadata/endpoints",
      found: "metadata Metadata_GetEndpoints",
    },
    {
      listener: "main",
      method: "POST",
      path: "/t/oauth2/v2.0/token",
      found: "login Entra_IssueToken",
    },
    { listener: "main", method: "GET", path: "/Subscriptions/s", found: "arm Subscriptions_Get" },
    {
      listener: "main",
      method: "GET",
      path: "/_emulator/ready",
      found: "control Control_GetReady",
    },
    {
      listener: "registry:r",
      method: "GET",
      path: "/v2/",
      found: "registry:r Registry_CheckVersion",
    },
    {
      listener: "registry:r",
      method: "GET",
      path: "/v2",
      found: "registry:r Registry_CheckVersion",
    },
    {
      listener: "registry:r",
      method: "PUT",
      path: "/v2/a/b/c/manifests/1",
      found: "registry:r Manifests_Put",
    },
    {
      listener: "registry:r",
      method: "POST",
      path: "/v2/a/blobs/uploads",
      found: "registry:r Uploads_Start",
    },
    {
      listener: "registry:r",
      method: "GET",
      path: "/v2/a/blobs/uploads/1",
      found: "registry:r Uploads_Get",
    },
    {
      listener: "registry:r",
      method: "GET",
      path: "/v2/manifests/tags/list",
      found: "registry:r Tags_List",
    },
    { listener: "vault:v", method: "GET", path: "/secrets/a/", found: "vault:v Secrets_Get" },
    {
      listener: "vault:v",
      method: "GET",
      path: "/secrets/a/1",
      found: "vault:v Secrets_GetVersion",
    },
    {
      listener: "vault:v",
      method: "GET",
      path: "/secrets/a/versions",
      found: "vault:v Secrets_ListVersions",
    },
    { listener: "vault:v", method: "POST", path: "/secrets/a", found: "vault:v undefined" },
    { listener: "vault:v", method: "GET", path: "/v2/", found: "vault:v undefined" },
  ] as const) {
    it(`lead ${method} ${path} on ${listener} to ${found}`, () => {
      const host = findHost(listener, path);
      expect(`${host} ${findRoute(host, method, path)?.route[3]}`).to.equal(found);
    });
  }
});

describe("createRouter", () => {
  const source = { confidence: "assumed", reference: "none" } as const;
  const routes: Route[] = [["GET", "/a/:name+/b/:other", () => empty(200), "Test", source]];

  it("decodes parameters, several segments long where asked", () => {
    const match = createRouter(routes)("GET", "/A/x/y%2Fz/B/sha256%3A1");
    expect(match?.params).to.deep.equal({ name: "x/y/z", other: "sha256:1" });
  });

  it("leaves alone what cannot be decoded", () => {
    expect(createRouter(routes)("GET", "/a/%zz/b/1")?.params).to.deep.equal({
      name: "%zz",
      other: "1",
    });
  });
});
