// What can be listed in a registry, through all pages, and lists that cannot be read.

import { expect } from "chai";
import { REPOSITORIES, TAG_NAMES } from "../../../azure/registry/listForms";
import { countPage } from "../../../azure/registry/listPages";
import {
  listCatalog,
  listTagAttributes,
  listTags,
  MANIFESTS,
  TAGS,
} from "../../../azure/registry/lists";
import { headManifest } from "../../../azure/registry/manifests";
import { REFERRERS } from "../../../azure/registry/referrers";
import { ALL, json, useReader } from "./useReader";

const LATEST = { repository: "app/api", reference: "latest" };

describe("listing a registry", () => {
  const registry = useReader();

  describe("the list of repositories", () => {
    it("is complete, in few pages", async () => {
      expect(await listCatalog(registry.wide)).to.deep.equal(ALL);
    });

    it("goes on over pages of any size, by links that are relative and have an empty orderby", async () => {
      const link = '</v2/_catalog?last=app%2Fworker&n=100&orderby=>; rel="next"';
      registry.azure.emulator.faults.add({
        path: "/v2/_catalog",
        ...json({ repositories: ALL.slice(0, 3) }, { link }),
      });
      expect(await listCatalog(registry.wide)).to.deep.equal(ALL);
      const catalogs = registry.azure.emulator.journal
        .entries()
        .filter(({ path }) => path === "/v2/_catalog");
      expect(catalogs).to.have.length(4);
    });

    it("is refused to a token that may not list", async () => {
      expect(await registry.failure(listCatalog(registry.narrow))).to.equal(
        "AccessRefused: listing the repositories of SERVER as contoso-pull: 401 UNAUTHORIZED: authentication required, visit https://aka.ms/acr/authorization for more information.",
      );
    });

    const ADVICE = "run again; if it stays like this, ask whoever runs the registry";
    const LISTING = "AzureError: listing the repositories of SERVER as everything-pull";
    const broken: [name: string, answers: object[], message: string][] = [
      [
        "links to itself",
        [json({ repositories: ["a"] }, { link: '</v2/_catalog?n=1000>; rel="next"' })],
        `${LISTING}: the list goes on with a page that was there before (page 1: SERVER/v2/_catalog?n=1000); ${ADVICE}`,
      ],
      [
        "links to a page before it",
        [
          json({ repositories: ["a"] }, { link: '</v2/_catalog?last=a>; rel="next"' }),
          json({ repositories: ["b"] }, { link: '</v2/_catalog?n=1000>; rel="next"' }),
        ],
        `${LISTING}: the list goes on with a page that was there before (page 2: SERVER/v2/_catalog?last=a); ${ADVICE}`,
      ],
      [
        "links to another host",
        [json({ repositories: ["a"] }, { link: '<https://evil.example/v2/_catalog>; rel="next"' })],
        `${LISTING}: the list goes on at another host, evil.example (page 1: SERVER/v2/_catalog?n=1000); ${ADVICE}`,
      ],
      [
        "links to no address",
        [json({ repositories: ["a"] }, { link: '<https://>; rel="next"' })],
        `${LISTING}: the list goes on at no address (page 1: SERVER/v2/_catalog?n=1000); ${ADVICE}`,
      ],
      [
        "has a very long address",
        [
          json(
            { repositories: ["a"] },
            { link: `</v2/_catalog?last=${"a".repeat(5_000)}>; rel="next"` },
          ),
          json({}),
        ],
        `${LISTING}: the answer has no repositories (page 2: SERVER/v2/_catalog?last=${"a".repeat(182)}...); ${ADVICE}`,
      ],
      [
        "has no end",
        [{ ...json([]), body: `{"repositories":[],"x":"${"x".repeat(40_000_000)}"}` }],
        `${LISTING}: the answer is too long (page 1: SERVER/v2/_catalog?n=1000); ${ADVICE}`,
      ],
      [
        "has another form",
        [json({ repositories: "app/api" })],
        `${LISTING}: the answer's repositories is no list (page 1: SERVER/v2/_catalog?n=1000); ${ADVICE}`,
      ],
      [
        "has a name that steers a terminal",
        [json({ repositories: ["app/api", "\u001b[2J"] })],
        `${LISTING}: the answer's repositories has an item of another form (page 1: SERVER/v2/_catalog?n=1000); ${ADVICE}`,
      ],
      [
        "has more than any registry",
        [json({ repositories: Array.from({ length: 250_001 }, () => "a") })],
        `${LISTING}: the list goes on after 250000 items (page 1: SERVER/v2/_catalog?n=1000); ${ADVICE}`,
      ],
      [
        "lacks the list",
        [json({})],
        `${LISTING}: the answer has no repositories (page 1: SERVER/v2/_catalog?n=1000); ${ADVICE}`,
      ],
      [
        "is no JSON",
        [{ ...json({}), body: "[" }],
        `${LISTING}: the answer is not JSON (page 1: SERVER/v2/_catalog?n=1000); ${ADVICE}`,
      ],
    ];
    for (const [name, answers, message] of broken) {
      it(`fails when a page ${name}`, async () => {
        for (const answer of answers) {
          registry.azure.emulator.faults.add({ path: "/v2/_catalog", ...answer });
        }
        expect(await registry.failure(listCatalog(registry.wide))).to.equal(message);
      });
    }

    it("takes null for an empty list, as some registries send it", async () => {
      registry.azure.emulator.faults.add({ path: "/v2/_catalog", ...json({ repositories: null }) });
      expect(await listCatalog(registry.wide)).to.deep.equal([]);
    });
  });

  describe("the tags of a repository", () => {
    it("are listed by name", async () => {
      expect(await listTags(registry.wide, "app/api")).to.deep.equal(["1.0.0", "1.1.0", "latest"]);
    });

    it("are listed with their digests, the newest first where asked", async () => {
      const byName = await listTagAttributes(registry.wide, "app/api");
      const { digest } = await headManifest(registry.wide, LATEST);
      expect(byName.map(({ name }) => name)).to.deep.equal(["1.0.0", "1.1.0", "latest"]);
      expect(byName.map((tag) => tag.digest === digest)).to.deep.equal([false, true, true]);
      const newest = await listTagAttributes(registry.wide, "app/api", "timedesc");
      expect(newest.map(({ name }) => name).sort()).to.deep.equal(["1.0.0", "1.1.0", "latest"]);
      expect(registry.azure.emulator.journal.entries().at(-1)?.operation).to.equal(
        "Tags_ListAttributes",
      );
    });

    it("of a repository that is not there are not found", async () => {
      expect(await registry.failure(listTags(registry.wide, "app/none"))).to.equal(
        "NotFound: listing the tags of app/none as everything-pull: 404 NAME_UNKNOWN: repository name not known to registry",
      );
    });

    it("are refused without metadata/read", async () => {
      expect(await registry.failure(listTags(registry.narrow, "app/api"))).to.match(
        /^AccessRefused: /,
      );
    });
  });

  it("has an end, also where its pages are empty, or hold few items of any length", () => {
    for (const [response, most] of [
      [{}, 2_500],
      [{ bodyAsText: "x".repeat(25_000_000) }, 10],
    ] as const) {
      let [pages, count] = [0, 0];
      expect(() => {
        for (;;) {
          count = countPage(count, { items: [], response }, (reason) => new Error(reason));
          pages += 1;
        }
      }).to.throw("the list goes on after 250000 items");
      expect(pages).to.equal(most);
    }
  });

  it("has items that can be printed, and put into an address", () => {
    const [digest, none] = [`sha256:${"0a".repeat(32)}`, null];
    const cases = {
      repositories: [REPOSITORIES, ["app/api", "a__b/c-d.e"], ["", "a\nb", "a b", "a:b", 5, none]],
      "names of tags": [
        TAG_NAMES,
        ["1.0", "_x-Y", "a".repeat(128)],
        ["", ".a", "-a", "a/b", "a\u001b[2J", "b\nIn step", "a".repeat(129), 5, none],
      ],
      tags: [
        TAGS,
        [{ name: "1.0", digest }],
        [
          none,
          5,
          {},
          { name: "1.0" },
          { name: "1.0", digest: "x@sha256:1" },
          { name: "a b", digest },
        ],
      ],
      manifests: [
        MANIFESTS,
        [{ digest, mediaType: "a/b" }, { digest }],
        [
          none,
          3,
          {},
          { digest: "sha256:xx" },
          { digest: digest.toUpperCase() },
          { digest, mediaType: 7 },
        ],
      ],
      referrers: [REFERRERS, [{ digest, mediaType: "a/b" }], [none, { digest: `${digest}\n` }]],
    } as const;
    for (const [what, [{ isItem }, good, bad]] of Object.entries(cases)) {
      for (const item of good)
        expect(isItem(item), `${what}: ${JSON.stringify(item)}`).to.equal(true);
      for (const item of bad)
        expect(isItem(item), `${what}: ${JSON.stringify(item)}`).to.equal(false);
    }
  });
});
