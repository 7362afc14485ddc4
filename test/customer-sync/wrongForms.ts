// Settings of a customer in a wrong form, with the message about each.
import { VAULT } from "./arguments";

type Settings = Readonly<Record<string, string | undefined>>;

/** Each beside settings with which all is well. */
export const WRONG_FORMS: readonly [Settings, string[]][] = [
  [
    { catchUpHours: "x" },
    [
      "customer-sync:catchUpHours is 'x', which is no number: pulumi config set customer-sync:catchUpHours <hours>",
    ],
  ],
  [
    { catchUpHours: "6" },
    ["catchUpHours is 6; write a whole number above 6, the hours between two catch-ups"],
  ],
  [
    { waitsForImports: "maybe" },
    [
      "customer-sync:waitsForImports is 'maybe', which is none of true, false: pulumi config set customer-sync:waitsForImports <true or false>",
    ],
  ],
  [
    { vaultAccess: "rbac" },
    [
      "customer-sync:vaultAccess is 'rbac', which is none of role, policy: pulumi config set customer-sync:vaultAccess <role or policy>",
    ],
  ],
  [
    { repositories: "app/api" },
    ["no list: pulumi config set --path 'customer-sync:repositories[0]' <repository>"],
  ],
  [{ repositories: "[]" }, ["repositories is empty; name at least one"]],
  [
    { repositories: "[1]" },
    ["no list: pulumi config set --path 'customer-sync:repositories[0]' <repository>"],
  ],
  [
    { allowedCallers: "20.42.0.0/24" },
    [
      "no list: pulumi config set customer-sync:allowedCallers any; or, for a list, pulumi config set --path 'customer-sync:allowedCallers[0]' <range>",
    ],
  ],
  [
    { allowedCallers: "[]" },
    [
      "allowedCallers is empty, which would let in other workflows alone; name ranges of addresses, or write any",
    ],
  ],
  [
    { headerSecret: "too-short" },
    [
      "customer-sync:headerSecret: the header secret has 9 characters, not 16 or more; take the one that the vendor handed over",
    ],
  ],
  [
    { previousHeaderSecret: "too-short" },
    [
      "customer-sync:previousHeaderSecret: the header secret has 9 characters, not 16 or more; take the one that the vendor handed over",
    ],
  ],
  [
    { previousHeaderSecret: "" },
    [
      "customer-sync:previousHeaderSecret: the header secret has 0 characters, not 16 or more; take the one that the vendor handed over",
    ],
  ],
  [
    { password: "the password" },
    [
      "customer-sync:passwordSecretId is set beside vaultId or password; keep passwordSecretId alone, or the two others",
      "missing: pulumi config set customer-sync:vaultId <id of your vault>",
    ],
  ],
  [
    { passwordSecretId: undefined, vaultId: VAULT },
    ["missing: pulumi config set --secret customer-sync:password"],
  ],
  [
    { passwordSecretId: undefined, vaultId: "contoso-sync", password: "the password" },
    [
      "password.vaultId is not the id of a vault; write the whole id, which the portal shows as the resource id in the JSON view",
    ],
  ],
  [
    { catchupHours: "24", "customer-sync:headersecret": "0123456789abcdef" },
    [
      "customer-sync:catchupHours is not known; remove it with `pulumi config rm customer-sync:catchupHours`",
      "customer-sync:headersecret is not known; remove it with `pulumi config rm customer-sync:headersecret`",
    ],
  ],
  [
    { "azure-native:environment": "german" },
    [
      "azure-native:environment is 'german', a cloud whose addresses the workflows do not know; use one of public, usgovernment, china",
    ],
  ],
  [
    { "azure-native:environment": "usgovernment", vaultAccess: "policy" },
    [
      "vaultAccess is 'policy' in the cloud 'usgovernment', and azure-native writes access policies in the public cloud alone; take a vault that uses roles",
    ],
  ],
];
