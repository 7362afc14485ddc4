// What Pulumi prints where an update is not as planned, without the passwords in it.
import { expect } from "chai";
import { isHeldToPlan, isViolation, withoutPlannedValues } from "../../engine/planViolation";

const URN =
  "urn:pulumi:dev::customer-access::azure-native:keyvault:Secret::contoso-secret violates plan: properties changed: ";

describe("a violated plan", () => {
  it("is shown with the names of the properties, and none of the values", () => {
    const lines = [
      `    error: resource ${URN}~~properties[{map[attributes:{map[enabled:{false}]} value:{&{{wok/+ACRC[],}}}]}!={map[value:{&{{vLT, 2+ACRD}}}]}]`,
      `error: resource ${URN}=+azureApiVersion[{2024-11-01-preview}], =-tags, ~=status[{enabled}!={disabled}]`,
      "error: resource violates plan: properties changed: ~=currentSlot[{password2}!={password1}]",
      `error: resource ${URN}???`,
    ];
    expect(lines.map(withoutPlannedValues)).to.deep.equal([
      `    error: resource ${URN}properties (values left out: they may be secret)`,
      `error: resource ${URN}azureApiVersion, tags, status (values left out: they may be secret)`,
      "error: resource violates plan: properties changed: currentSlot (values left out: they may be secret)",
      `error: resource ${URN} (values left out: they may be secret)`,
    ]);
  });

  it("leaves every other line as it is", () => {
    for (const line of ["", "    ~ 2 to update", "error: violates nothing: ~~value[{x}]"]) {
      expect(withoutPlannedValues(line)).to.equal(line);
    }
  });

  it("is known by each of Pulumi's sentences", () => {
    const sentences = [
      "error: resource urn:x violates plan: parent changed (expected urn:y)",
      "error: update is not allowed by the plan: this resource is constrained to same",
      "error: expected resource operations for urn:x but none were seen",
      "error: preview failed",
    ];
    expect(sentences.map(isViolation)).to.deep.equal([true, true, true, false]);
  });
});

describe("an update that is held to a plan", () => {
  const cases: [boolean, string[], NodeJS.ProcessEnv][] = [
    [true, ["up", "--plan", "plan.json"], {}],
    [true, ["up", "--plan=plan.json"], {}],
    [true, ["up", "--strict"], {}],
    [true, ["up"], { PULUMI_EXPERIMENTAL: "true" }],
    [true, ["up"], { PULUMI_EXPERIMENTAL: "1" }],
    [false, ["up"], { PULUMI_EXPERIMENTAL: "false" }],
    [false, ["preview", "--save-plan=plan.json"], {}],
    [false, ["up", "--planned"], {}],
  ];
  for (const [expected, args, env] of cases) {
    const words = [...Object.entries(env).map((pair) => pair.join("=")), ...args].join(" ");
    it(`${expected ? "is" : "is not"} \`${words}\``, () => {
      expect(isHeldToPlan(args, env)).to.equal(expected);
    });
  }
});
