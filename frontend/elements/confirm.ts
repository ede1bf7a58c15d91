// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-confirm message="…">` around a form: asks before it is sent.
 *
 * Without scripts the form is sent at once, so what it does must be possible to undo.
 */
import { button } from "./parts";
import { text } from "./texts";

let counter = 0;

export class Confirm extends HTMLElement {
  #agreed = false;

  connectedCallback(): void {
    this.addEventListener("submit", this.#submit);
  }

  disconnectedCallback(): void {
    this.removeEventListener("submit", this.#submit);
  }

  #submit = (event: SubmitEvent): void => {
    if (this.#agreed) {
      this.#agreed = false;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const form = event.target as HTMLFormElement;
    this.#ask(event.submitter, () => {
      this.#agreed = true;
      form.requestSubmit(event.submitter);
    });
  };

  #ask(pressed: HTMLElement | null, agree: () => void): void {
    counter += 1;
    const dialog = document.createElement("dialog");
    dialog.className = "nb-dialog";
    const question = document.createElement("p");
    question.id = `nb-question-${counter}`;
    question.textContent = this.getAttribute("message") ?? text("sure");
    dialog.setAttribute("aria-labelledby", question.id);
    const yes = button(pressed?.textContent?.trim() || "OK");
    yes.className = "nb-button nb-button--danger";
    const no = button(text("cancel"));
    no.className = "nb-button nb-button--quiet";
    const choices = document.createElement("p");
    choices.className = "nb-actions";
    choices.append(no, yes);
    dialog.append(question, choices);
    document.body.append(dialog);
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => {
      dialog.close();
      agree();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      pressed?.focus();
    });
    dialog.showModal();
    no.focus();
  }
}

customElements.define("nb-confirm", Confirm);
