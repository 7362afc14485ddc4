// Files whose readers are not principals of Entra.
import { contoso, type FailingCase } from "./case";

const ID = "8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b";

export const READER_CASES: readonly FailingCase[] = [
  {
    rule: "readers-are-object-ids",
    it: "rejects names, ids of resources, and GUIDs in other forms",
    yaml: contoso(
      "readers:",
      "  - ops@contoso.example",
      "  - /subscriptions/1/resourceGroups/apps/providers/Microsoft.ManagedIdentity/userAssignedIdentities/deploy",
      "  - contoso-deployment",
      '  - ""',
      `  - "{${ID}}"`,
      `  - ${ID.replaceAll("-", "")}`,
      `  - ${ID.slice(0, -1)}g`,
    ),
    problems: [
      '5:9  contoso.readers[0]: "ops@contoso.example" is a person\'s sign-in name; give the object id, which `az ad user show --id <name> --query id` prints  [readers-are-object-ids]',
      "6:9  contoso.readers[1]: \"/subscriptions/1/resourceGroups/apps/providers/Microsoft....\" is a resource's id; give the identity's principalId, which `az identity show --ids <id> --query principalId` prints  [readers-are-object-ids]",
      ...[
        '7:9  contoso.readers[2]: "contoso-deployment"',
        '8:9  contoso.readers[3]: ""',
        `9:9  contoso.readers[4]: "{${ID}}"`,
        `10:9  contoso.readers[5]: "${ID.replaceAll("-", "")}"`,
        `11:9  contoso.readers[6]: "${ID.slice(0, -1)}g"`,
      ].map(
        (start) =>
          `${start} is not an object id; give the GUID that Entra shows as the principal's object id (not an application's client id)  [readers-are-object-ids]`,
      ),
    ],
  },
  {
    rule: "readers-are-listed-once",
    it: "rejects a reader that is listed twice, as Entra compares ids without case",
    yaml: contoso(`readers: [${ID}, ${ID.toUpperCase()}]`),
    problems: [
      `4:53  contoso.readers[1]: "${ID.toUpperCase()}" is listed twice; remove one  [readers-are-listed-once]`,
    ],
  },
  {
    rule: "readers-are-few",
    it: "rejects nine readers, and says what takes more",
    yaml: contoso(
      `readers: [${Array.from({ length: 9 }, (_, n) => `${n}${ID.slice(1)}`).join(", ")}]`,
    ),
    problems: [
      "4:14  contoso.readers: 9 readers would each take one of the 4,000 role assignments of the subscription; list at most 8, and for more make a group in Entra, whose object id is one reader  [readers-are-few]",
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects a reader without a list, and a list without readers",
    yaml: `customers:
  contoso: { repositories: [app/api], readers: ${ID} }
  fabrikam: { repositories: [app/api], readers: }
`,
    problems: [
      `2:48  contoso.readers: "${ID}" is text, but a list is expected; write [${ID}]  [values-have-their-type]`,
      "3:40  fabrikam.readers: has no value; write the object ids in brackets, or remove the key  [values-have-their-type]",
    ],
  },
  {
    rule: "keys-are-known",
    it: "rejects readers of all customers, who need a role on the whole vault instead",
    yaml: `defaults: { readers: [${ID}] }\n${contoso()}`,
    problems: [
      '1:13  defaults: "readers" is not a known key; move it below a customer  [keys-are-known]',
    ],
  },
];
