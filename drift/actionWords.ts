// Describes a list of scope map actions as text and as a weight.

const ON_REPOSITORY = /^repositories\/(.+)\/([^/]+\/[^/]+)$/i;

/** So many repositories of one kind are named. */
const MOST_NAMED = 5;

/** `content/read on app/api, base/*; content/write on *`; repositories with the same actions stand together. */
export function actionWords(actions: readonly string[]): string {
  const byRepository = new Map<string, string[]>();
  const others: string[] = [];
  for (const action of unique(actions)) {
    const [, repository, what] = ON_REPOSITORY.exec(action) ?? [];
    if (repository === undefined || what === undefined) others.push(action);
    else byRepository.set(repository, [...(byRepository.get(repository) ?? []), what]);
  }
  const byActions = new Map<string, string[]>();
  for (const [repository, whats] of byRepository) {
    const key = whats.sort().join(", ");
    byActions.set(key, [...(byActions.get(key) ?? []), repository]);
  }
  const parts = [...byActions].map(([whats, repositories]) => `${whats} on ${some(repositories)}`);
  return [...parts.sort(), ...(others.length === 0 ? [] : [some(others)])].join("; ") || "nothing";
}

/** What reaches all repositories comes first; then deleting and writing before reading, and a prefix before a single one. */
export function weightOf(actions: readonly string[]): number {
  return Math.max(0, ...actions.map(weightOfAction));
}

function weightOfAction(action: string): number {
  const [, repository = "", what = ""] = ON_REPOSITORY.exec(action.toLowerCase()) ?? [];
  const reach = repository === "*" ? 100 : repository.endsWith("/*") ? 2 : 1;
  const ranks: Readonly<Record<string, number>> = {
    "content/delete": 50,
    "content/write": 40,
    "metadata/write": 30,
    "content/read": 20,
    "metadata/read": 10,
  };
  return (ranks[what] ?? 5) + reach;
}

/** The first few, and how many more there are. */
export function some(names: readonly string[]): string {
  const sorted = [...names].sort();
  const rest = sorted.length - MOST_NAMED;
  const named = sorted.slice(0, MOST_NAMED).join(", ");
  return rest > 0 ? `${named} and ${rest} more` : named;
}

function unique(actions: readonly string[]): string[] {
  return [...new Set(actions.map((each) => each.toLowerCase()))];
}
