// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import "./styles/main.css";
// First: it looks at the page as the server sent it, before the others change it.
import "./elements/live-page";
import "./elements/autosave";
import "./elements/card-deck";
import "./elements/confirm";
import "./elements/connection";
import "./elements/copy";
import "./elements/drag";
import "./elements/import-progress";
import "./elements/live-search";
import "./elements/map";
import "./elements/rail";
import "./elements/range";
import "./elements/save-first";
import "./elements/sheet-entry";
import "./elements/suggest-place";
import "./elements/zoom";

// For the few who look after the directory; others do not carry it along.
if (document.querySelector("nb-merge-bench")) void import("./elements/merge-bench");
