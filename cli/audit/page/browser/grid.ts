// The keyboard in the matrix: one cell is in the tab order, and arrow keys move from it, as in a spreadsheet.

/** Puts the cell that had the focus last, else the first one, into the tab order, and no other. */
export function keepOneInTabOrder(root: HTMLElement): void {
  const table = root.querySelector<HTMLTableElement>("table.matrix");
  if (table === null || table.querySelector('tbody [tabindex="0"]') !== null) return;
  const first = partsOf(table.tBodies[0]?.rows[0])[1];
  if (first !== undefined) first.tabIndex = 0;
}

/** The customer's id and the column of a cell's button. */
export function cellOfButton(
  button: HTMLElement,
): { readonly id: string; readonly column: string } | undefined {
  const place = button.closest("td");
  const id = button.closest("tr")?.dataset.customer;
  const heads = button.closest("table")?.tHead?.rows[0]?.cells;
  const column = heads?.[place?.cellIndex ?? -1]?.dataset.column;
  return id === undefined || column === undefined ? undefined : { id, column };
}

/** Moves the focus in the matrix by the arrow keys, Home, End, and with Ctrl to its corners. */
export function listenForArrows(root: HTMLElement): void {
  root.addEventListener("keydown", (event) => {
    const part = partUnder(event.target);
    const next = part === undefined ? undefined : nextFrom(part, event);
    if (part === undefined || next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  // A click moves it as well.
  root.addEventListener("focusin", ({ target }) => {
    const part = partUnder(target);
    if (part === undefined) return;
    for (const each of part.closest("tbody")?.querySelectorAll<HTMLElement>('[tabindex="0"]') ??
      []) {
      each.tabIndex = -1;
    }
    part.tabIndex = 0;
  });
}

function nextFrom(part: HTMLElement, { key, ctrlKey }: KeyboardEvent): HTMLElement | undefined {
  const row = part.closest("tr");
  const body = part.closest("tbody");
  if (row === null || body === null) return undefined;
  const column = partsOf(row).indexOf(part);
  const at = (index: number, other: number) => {
    const parts = partsOf(body.rows[index]);
    return parts.at(Math.min(Math.max(other, 0), parts.length - 1));
  };
  const line = row.sectionRowIndex;
  const last = body.rows.length - 1;
  switch (key) {
    case "ArrowLeft":
      return at(line, column - 1);
    case "ArrowRight":
      return at(line, column + 1);
    case "ArrowUp":
      return at(Math.max(line - 1, 0), column);
    case "ArrowDown":
      return at(Math.min(line + 1, last), column);
    case "Home":
      return at(ctrlKey ? 0 : line, 0);
    case "End":
      return at(ctrlKey ? last : line, Number.POSITIVE_INFINITY);
    default:
      return undefined;
  }
}

function partUnder(target: EventTarget | null): HTMLElement | undefined {
  if (!(target instanceof HTMLElement)) return undefined;
  return target.closest<HTMLElement>(".matrix tbody :is(a, button)") ?? undefined;
}

/** The customer's name and the cells of a row. */
function partsOf(row: HTMLTableRowElement | undefined): HTMLElement[] {
  return row === undefined ? [] : [...row.querySelectorAll<HTMLElement>("a, button")];
}
