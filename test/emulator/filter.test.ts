// Filters of OData: what is read out of them, and what is refused.
import { expect } from "chai";
import { readFilter } from "../../emulator/http/filter";

describe("readFilter", () => {
  for (const { filter, terms } of [
    { filter: null, terms: [] },
    { filter: "", terms: [] },
    { filter: "atScope()", terms: [{ name: "atScope" }] },
    { filter: "assignedTo('a-1')", terms: [{ name: "assignedTo", value: "a-1" }] },
    { filter: "principalId eq a-1", terms: [{ name: "principalId", value: "a-1" }] },
    {
      filter: "roleName eq 'Bob''s and Eve''s'",
      terms: [{ name: "roleName", value: "Bob's and Eve's" }],
    },
    {
      filter: "atScope() and assignedTo('a-1')",
      terms: [{ name: "atScope" }, { name: "assignedTo", value: "a-1" }],
    },
    {
      filter: "resourceType eq 'Microsoft.KeyVault/vaults' and name eq 'v'",
      terms: [
        { name: "resourceType", value: "Microsoft.KeyVault/vaults" },
        { name: "name", value: "v" },
      ],
    },
    {
      filter: "servicePrincipalNames/any(c:c eq 'a-1')",
      terms: [{ name: "servicePrincipalNames/any", value: "a-1" }],
    },
    {
      filter: "startswith(displayName,'a-1') and name eq 'v'",
      terms: [
        { name: "startswith/displayName", value: "a-1" },
        { name: "name", value: "v" },
      ],
    },
    { filter: "startsWith(name, 'v')", terms: [{ name: "startswith/name", value: "v" }] },
    { filter: "startswith(name, 'v'", terms: undefined },
    { filter: "endswith(name,'v')", terms: undefined },
    { filter: "name ne 'v'", terms: undefined },
    { filter: "name eq 'v' or name eq 'w'", terms: undefined },
    { filter: "name eq 'v", terms: undefined },
  ]) {
    it(`reads ${filter}`, () => {
      expect(readFilter(filter)).to.deep.equal(terms);
    });
  }
});
