// Moments of a password's life at which npm run verify must not be wrong: just made, ended, suspended.

import { expect } from "chai";
import { addDays } from "../../../access/days";
import type { DeployedCustomer } from "../../../cli/credentials/deployedCustomers";
import type { CustomerEvidence } from "../../../cli/verify/evidenceSchema";
import { verifyAll } from "../../../cli/verify/verifyAll";
import { useEmulator } from "../../emulator/useEmulator";
import { customersIn, listedPassword, makeCustomer, publish, worldOf } from "./useVerified";

const FILE = `customers:
  contoso: { repositories: [app/api] }
  tailspin: { repositories: [app/api], accessUntil: 2027-06-30 }
`;

describe("npm run verify", () => {
  const azure = useEmulator();
  let deployed: readonly DeployedCustomer[];
  let restore: () => void;

  before(async () => {
    azure.emulator.clock.set("2027-06-01T12:00:00Z");
    deployed = await Promise.all(customersIn(FILE).map((each) => makeCustomer(azure, each)));
    restore = azure.emulator.checkpoint();
  });
  afterEach(() => {
    restore();
    azure.emulator.behaviours.regeneratedSlotDelaySeconds = 0;
  });

  /** Verifies one customer of a file. */
  async function verify(id: string, file = FILE, known = deployed, passwords = {}) {
    const world = await worldOf(azure, known);
    for (const [of, password] of Object.entries(passwords)) {
      world.passwords.set(of, password as string);
    }
    const customers = customersIn(file).filter((customer) => customer.id === id);
    const [found] = await verifyAll(customers, world);
    if (found === undefined) throw new Error(`the file has no ${id}`);
    return { found, waitedMs: world.waitedMs };
  }
  const seen = ({ checks }: CustomerEvidence, ...of: string[]) =>
    checks
      .filter(({ what }) => of.includes(what))
      .map(({ what, of: about, verdict, answer, reason }) => [
        what,
        about,
        verdict,
        answer,
        reason,
      ]);

  /** Another password in the only slot, as a rotation writes it. */
  async function regenerate(): Promise<readonly DeployedCustomer[]> {
    azure.emulator.behaviours.regeneratedSlotDelaySeconds = 40;
    const [contoso] = customersIn(FILE);
    return contoso === undefined ? [] : [await publish(azure, contoso)];
  }

  it("waits until a password of the last minute works everywhere", async () => {
    azure.emulator.clock.set("2027-06-01T12:10:00Z");
    const { found, waitedMs } = await verify("contoso", FILE, await regenerate());
    expect(found.verdict).to.equal("as declared");
    // What a busy machine takes meanwhile is not waited for.
    expect(waitedMs).to.be.within(21_000, 42_000);
  });

  it("waits no longer than 90 seconds, and then says what can be the reason", async () => {
    azure.emulator.clock.set("2027-06-01T12:10:00Z");
    const known = await regenerate();
    azure.emulator.behaviours.regeneratedSlotDelaySeconds = 0;
    const { value } = (await azure.vault("GET", `/secrets/${known[0]?.secretName}`)).body as {
      value: string;
    };
    const { createdAt } = await listedPassword(azure, "contoso-pull");
    const { body } = await azure.vault("PUT", `/secrets/${known[0]?.secretName}`, {
      value: `${value}x`,
      tags: {
        CredentialId: "password1",
        IssuedAt: createdAt,
        Generation: "1",
        Token: "vendorimages/contoso-pull",
        Owner: "x7k2pd4q",
      },
    });
    const secretVersion = (body as { id: string }).id.split("/").at(-1) ?? "";
    const [contoso] = known;
    const rewritten = [
      { ...contoso, credentials: { ...contoso?.credentials, secretVersion } } as DeployedCustomer,
    ];
    const { found, waitedMs } = await verify("contoso", FILE, rewritten);
    expect(waitedMs).to.equal(90_000);
    expect(seen(found, "login")).to.deep.equal([
      [
        "login",
        "password1",
        "found",
        "refused",
        `the registry refuses the password, although token contoso-pull is enabled and has password1 of ${createdAt}: secret contoso-registry-x7k2pd4q holds another value; raise \`generation\` for a new password`,
      ],
    ]);
  });

  it("tries a suspended customer with a password that was read before, and else says that it was not tried", async () => {
    await azure.arm("PATCH", "tokens/contoso-pull", { properties: { status: "disabled" } });
    const name = deployed[0]?.secretName ?? "";
    const { value } = (await azure.vault("GET", `/secrets/${name}`)).body as { value: string };
    const version = deployed[0]?.credentials?.secretVersion ?? "";
    await azure.vault("PATCH", `/secrets/${name}/${version}`, { attributes: { enabled: false } });
    const file = FILE.replace("contoso: { ", "contoso: { state: suspended, ");
    const untried = await verify("contoso", file);
    expect(seen(untried.found, "token", "secret", "login")).to.deep.equal([
      ["token", "contoso-pull", "as declared", "disabled", null],
      ["secret", name, "as declared", "disabled", null],
      ["login", null, "not tried", "nobody can read the password", null],
    ]);
    const tried = await verify("contoso", file, deployed, { contoso: value });
    expect(seen(tried.found, "login")).to.deep.equal([
      ["login", null, "as declared", "refused", null],
    ]);
    expect([untried.found.verdict, tried.found.verdict]).to.deep.equal([
      "as declared",
      "as declared",
    ]);
  });

  it("finds whoever gets in after their last day", async () => {
    azure.emulator.clock.set("2027-07-01T12:00:00Z");
    const { found } = await verify("tailspin");
    expect([found.state, found.verdict]).to.deep.equal(["ended", "found"]);
    const day = "out since 2027-06-30, their last day";
    expect(seen(found, "token", "login")).to.deep.equal([
      [
        "token",
        "tailspin-pull",
        "found",
        "enabled",
        `token tailspin-pull is enabled, although the customer is ${day}: run \`pulumi up\`, which disables it`,
      ],
      [
        "login",
        null,
        "found",
        "accepted",
        `a password logs in, although the customer is ${day}: run \`pulumi up\`, which disables the token`,
      ],
    ]);
  });

  it("finds nothing where the passwords have ended with the access, before the run that disables the token", async () => {
    const end = `${addDays("2027-06-30", 1)}T00:00:00Z`;
    await azure.givenPassword("tailspin-pull", "password1", end);
    azure.emulator.clock.set("2027-07-01T12:00:00Z");
    const { found } = await verify("tailspin");
    expect(found.verdict).to.equal("as declared");
    expect(seen(found, "token", "login").map(([, , , answer]) => answer)).to.deep.equal([
      "enabled, and every password has ended",
      "refused",
    ]);
  });
});
