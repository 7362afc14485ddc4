// What of a registry's list of newest items changed lately, and a failure where the list does not reach that far back.
import type { Actions, IfAction, QueryAction } from "./definition";
import { and, type Expression, equals, isGiven, parameter } from "./expressions";
import { TARGET_PREFIX } from "./parameters";

/** An action that lists, and what its answer has the items under. */
export interface Listed {
  readonly action: string;
  readonly items: "tags" | "manifests";
}

/** Keeps what changed within the hours of `negativeCatchUpHours`. */
export function changedLately(listed: Listed, runAfter: QueryAction["runAfter"]): QueryAction {
  return {
    type: "Query",
    runAfter,
    inputs: {
      from: `@${itemsOf(listed)}`,
      where: `@greater(ticks(item()['lastUpdateTime']), ticks(addHours(utcNow(), ${parameter("negativeCatchUpHours")})))`,
    },
  };
}

/** Fails by an action of this name where the list has another page, and all on this one changed lately. */
export function failIfMore(
  name: string,
  { listed, changed }: { readonly listed: Listed; readonly changed: string },
  runAfter: IfAction["runAfter"],
): Actions {
  const isAll = equals(`length(body('${changed}'))`, `length(${itemsOf(listed)})`);
  return {
    [`If_${name}`]: {
      type: "If",
      runAfter,
      expression: `@${and(isGiven(`outputs('${listed.action}')?['headers']?['Link']`), isAll)}`,
      actions: {
        // Terminate may not stand in a loop. This fails, because a prefix is no list.
        [name]: {
          type: "Query",
          runAfter: {},
          inputs: { from: `@${TARGET_PREFIX}`, where: "@equals(1, 1)" },
        },
      },
    },
  };
}

/** An empty repository's list is null. */
function itemsOf({ action, items }: Listed): Expression {
  const all = `body('${action}')['${items}']`;
  return `if(empty(${all}), json('[]'), ${all})`;
}
