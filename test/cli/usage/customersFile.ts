// The customers whose usage is looked for: three with access, one who is suspended, and one whose access is over.

/** The file. */
export const FILE = `customers:
  contoso: { repositories: [app/api, app/web, base/*] }
  fabrikam: { repositories: [app/api], tokenName: FabrikamToken }
  northwind: { repositories: ["*"], allowAllRepositories: true }
  tailspin: { repositories: [ml/training], state: suspended }
  wingtip: { repositories: [app/api], accessUntil: 2026-03-31 }
`;

/** The day of the tests. */
export const TODAY = "2026-05-20";
