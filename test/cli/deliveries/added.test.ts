// npm run deliveries about repositories that were added: what to send to the customer, whose workflow answers 202 either way.
import { expect } from "chai";
import { Announced } from "./announced";

describe("npm run deliveries after a repository was added", () => {
  const announced = new Announced();
  before(() => announced.start());
  beforeEach(() => announced.reset());
  after(() => announced.close());

  const HERE = ["westeurope"];
  const webhooks = { "app/api": HERE, "app/web": HERE, "app/late": HERE };

  it("says once what to send, and finds nothing wrong", async () => {
    await announced.stack.up({ webhooks });
    const { exitCode, lines, report } = await announced.askSecretly();
    expect([exitCode, lines.slice(1)]).to.deep.equal([
      0,
      [
        'the workflow of contoso imports nothing of app/late unless their own list has it; send them: "New: app/late. Add it to customer-sync:repositories, and run pulumi up. Add app/late to repositories in sync.json, too."',
        "dev: 3 webhooks: 3 with nothing sent yet (--ping tries)",
      ],
    ]);
    expect(report.added).to.deep.equal([{ customer: "contoso", repositories: ["app/late"] }]);
  });

  it("says nothing of what is not announced any more", async () => {
    await announced.stack.up({ webhooks });
    await announced.stack.up();
    expect((await announced.askSecretly()).report.added).to.deep.equal([]);
  });
});
