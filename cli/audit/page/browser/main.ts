// Runs in the browser: shows the page at the chosen moment, and again at each choice.

import { render } from "preact";
import type { Lives } from "../../../../audit/lives";
import { fraction, periodOf } from "../../../../audit/page/bars";
import { type PageFacts, pageFacts } from "../../../../audit/page/facts";
import {
  instant,
  type Moment,
  momentOfDay,
  momentOfUpdate,
  nextChange,
} from "../../../../audit/page/moment";
import { EVERYTHING, type Filter, selectedAt } from "../../../../audit/page/selection";
import { detailsView } from "../details";
import { pageMaker, type View } from "../pageView";
import { cellOfButton, keepOneInTabOrder, listenForArrows } from "./grid";

function start(facts: PageFacts): void {
  const { lives } = facts;
  const root = elementBy("live");
  const make = pageMaker(facts);
  const period = periodOf(lives);
  let view: View = {
    moment: momentOfUpdate(lives, lives.updates.length - 1),
    filter: EVERYTHING,
    page: 0,
    isPrinted: false,
  };
  const show = (change: Partial<View>): void => {
    view = { ...view, ...change };
    render(make(view), root);
    moveLines(root, fraction(period, instant(view.moment.at)));
    keepOneInTabOrder(root);
  };
  const look = (moment: Moment): void =>
    show({ moment, page: withinPages(facts, { ...view, moment }) });
  const sift = (change: Partial<Filter>): void =>
    show({ filter: { ...view.filter, ...change }, page: 0 });

  root.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLSelectElement) {
      return sift({ standing: (target.value || undefined) as Filter["standing"] });
    }
    if (!(target instanceof HTMLInputElement)) return;
    switch (target.id) {
      case "update":
        return look(momentOfUpdate(lives, target.valueAsNumber));
      case "day":
        // It is empty while somebody types.
        return target.value === "" ? undefined : look(momentOfDay(lives, target.value));
      case "only":
        return sift({ onlyWithAccess: target.checked });
      case "customers":
      case "repositories":
        return sift({ [target.id]: target.value });
    }
  });
  root.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button === null) return;
    if (button.getAttribute("aria-disabled") === "true") return;
    const { step, page } = button.dataset;
    if (step !== undefined) {
      const next = nextChange(lives, view.moment, step === "1" ? 1 : -1);
      if (next !== undefined) look(momentOfUpdate(lives, next));
    } else if (page !== undefined) {
      show({ page: Number(page) });
    } else {
      openDetails(facts, view.moment, button);
    }
  });
  listenForArrows(root);
  listenForPrinting((isPrinted) => show({ isPrinted }));
  show({});
}

/** Puts the thin line of each timeline at the moment. One property for all would style every element again. */
function moveLines(root: HTMLElement, at: number): void {
  for (const line of root.querySelectorAll<HTMLElement>(".at")) line.style.left = `${at * 100}%`;
}

/** The page one is on, or the last one if there are fewer now. */
function withinPages({ lives, columns }: PageFacts, { moment, filter, page }: View): number {
  const { customers } = selectedAt(lives, columns, moment, filter);
  return Math.min(page, Math.max(Math.ceil(customers.length / 50) - 1, 0));
}

function openDetails(facts: PageFacts, moment: Moment, button: HTMLButtonElement): void {
  const cell = cellOfButton(button);
  const life = facts.lives.customers.find(({ id }) => id === cell?.id);
  if (cell === undefined || life === undefined) return;
  const dialog = elementBy("details") as HTMLDialogElement;
  render(detailsView(facts, moment, { life, column: cell.column }), dialog);
  dialog.showModal();
  dialog.scrollTop = 0;
}

function listenForClosing(dialog: HTMLDialogElement): void {
  dialog.addEventListener("click", ({ target }) => {
    const isOutside = target === dialog;
    const isClose = target instanceof Element && target.closest("[data-close]") !== null;
    if (isOutside || isClose) dialog.close();
  });
}

function listenForPrinting(print: (isPrinted: boolean) => void): void {
  matchMedia("print").addEventListener("change", ({ matches }) => print(matches));
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
}

function elementBy(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

listenForClosing(elementBy("details") as HTMLDialogElement);
start(pageFacts(JSON.parse(elementBy("data").textContent ?? "") as Lives));
