// What a webhook cannot be made of.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

describe("a webhook of an emulated registry", () => {
  const azure = useEmulator();
  const given = {
    location: "westeurope",
    serviceUri: "https://customer.example/sync",
    actions: ["push"],
    tags: {},
  };

  for (const { what, name = "contoso0sync", more = {}, message } of [
    {
      what: "a name with a hyphen",
      name: "contoso-sync",
      message: "The webhook name 'contoso-sync' is invalid; it must match ^[a-zA-Z0-9]{5,50}$.",
    },
    {
      what: "a name of four letters",
      name: "abcd",
      message: "The webhook name 'abcd' is invalid; it must match ^[a-zA-Z0-9]{5,50}$.",
    },
    {
      what: "an address of another scheme",
      more: { serviceUri: "ftp://customer.example/" },
      message: "The property 'serviceUri' must be an address of HTTP or HTTPS.",
    },
    {
      what: "no address",
      more: { serviceUri: undefined },
      message: "The properties 'location', 'serviceUri' and 'actions' are required.",
    },
    {
      what: "an unknown action",
      more: { actions: ["push", "pull"] },
      message:
        "The property 'actions' must be a list of push, delete, quarantine, chart_push, chart_delete.",
    },
    {
      what: "a status that is none",
      more: { status: "on" },
      message: "The property 'status' must be 'enabled' or 'disabled'.",
    },
    {
      what: "a scope with two tags",
      more: { scope: "app/api:1:2" },
      message: "The scope 'app/api:1:2' is not valid; it is REPOSITORY[:TAG].",
    },
    {
      what: "a location without a replica",
      more: { location: "eastus" },
      message:
        "The registry vendorimages has no replica in location 'eastus'; a webhook's location is one of westeurope.",
    },
  ]) {
    it(`is refused with ${what}`, async () => {
      const { location, tags, ...properties } = { ...given, ...more };
      const { status, body } = await azure.arm("PUT", `webhooks/${name}`, {
        location,
        tags,
        properties,
      });
      expect([status, (body as { error: { message: string } }).error.message]).to.deep.equal([
        400,
        message,
      ]);
    });
  }
});
