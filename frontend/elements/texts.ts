// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The few texts that only exist once scripts run, in the language of the page. */
const nl = {
  cancel: "Annuleer",
  copied: "Gekopieerd",
  copy: "Kopieer",
  copyFailed: "Kopiëren lukte niet. Selecteer de tekst en kopieer zelf.",
  deckAll: "Toon alle kaarten",
  deckDraw: "Trek een kaart",
  deckNext: "Volgende kaart",
  deckPrevious: "Vorige kaart",
  deckShuffle: "Schud de kaarten",
  deckShuffled: "De kaarten zijn geschud.",
  dragTo: "Laat los op",
  noPlaces: "Geen gemeente gevonden",
  offline: "Geen verbinding. Je tekst staat er nog; probeer het opnieuw als je weer online bent.",
  panDown: "Schuif omlaag",
  panLeft: "Schuif naar links",
  panRight: "Schuif naar rechts",
  panUp: "Schuif omhoog",
  placesFound: "voorstellen; kies met de pijltjes",
  saved: "opgeslagen",
  saveFailed: "niet opgeslagen; je tekst blijft op dit toestel, we proberen opnieuw",
  saveRefused: "niet opgeslagen",
  saveWaiting: "wacht",
  searchFailed: "Zoeken lukte niet. Probeer het opnieuw.",
  sure: "Weet je het zeker?",
  zoomAll: "Toon alles",
  zoomBar: "Bekijk van dichtbij",
  zoomIn: "Vergroot",
  zoomOut: "Verklein",
};

const en: typeof nl = {
  cancel: "Cancel",
  copied: "Copied",
  copy: "Copy",
  copyFailed: "Copying failed. Select the text and copy it yourself.",
  deckAll: "Show all cards",
  deckDraw: "Draw a card",
  deckNext: "Next card",
  deckPrevious: "Previous card",
  deckShuffle: "Shuffle the cards",
  deckShuffled: "The cards have been shuffled.",
  dragTo: "Drop on",
  noPlaces: "No municipality found",
  offline: "No connection. Your text is still here; try again once you are online.",
  panDown: "Move down",
  panLeft: "Move left",
  panRight: "Move right",
  panUp: "Move up",
  placesFound: "suggestions; choose with the arrow keys",
  saved: "saved",
  saveFailed: "not saved; your text stays on this device, we will try again",
  saveRefused: "not saved",
  saveWaiting: "waiting",
  searchFailed: "The search failed. Please try again.",
  sure: "Are you sure?",
  zoomAll: "Show everything",
  zoomBar: "Look closer",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
};

export type TextKey = keyof typeof nl;

export function text(key: TextKey): string {
  return (document.documentElement.lang.startsWith("en") ? en : nl)[key];
}
