// Sentences with their words marked, and what else the graph knows of a thing.

import { count, h } from "./dom.js";
import { eventTools, nodeTools, tellingTools } from "./edit.js";
import { CLOSED, asking, go, link } from "./state.js";

/** What an event rests on: its facts, then every telling. */
export function evidenceOf(why, differ, edit) {
  const tellings = why.accounts.map((account, at) => telling(account, at, why.id, edit ? tellingTools(why, account, at) : null));
  const outlets = new Set(why.accounts.map((account) => account.article.id)).size;
  return [why.title, [
    differ ? differs(why, differ) : null, facts(ordered(why.facts)), edit ? eventTools(why) : null,
    h("p", { class: "soft small" }, `Told ${count(why.accounts.length, "time")} in ${count(outlets, "article")}`), tellings,
  ]];
}

/** What a row of counts was counted from. */
export function countedOf(told, number) {
  const row = (it) => h("li", {}, h("span", { class: "when" }, it.when?.text ?? ""), h("a", { href: link({ ...CLOSED, [it.told ? "why" : "node"]: it.id }) }, it.title || it.id));
  const more = told.total - told.rows.length;
  return [`Row ${number} was counted from`, [h("p", { class: "soft small" }, count(told.total, "row")), h("ul", { class: "list" }, told.rows.map(row)),
    more ? h("p", { class: "soft small" }, `and ${more.toLocaleString("en")} more`) : null]];
}

// What happened when, where, by whom and to whom comes first; articles are named with the tellings, the kind above.
const FIRST = ["date", "place", "perpetrator", "target", "party", "speaker", "recipient", "about", "content", "killed", "injured", "weapon"];
const ELSEWHERE = ["source", "origin", "kind", "name"];

function ordered(all) {
  const place = (fact) => (FIRST.indexOf(fact.name) + 1 || FIRST.length + 1);
  const said = all.filter((fact) => !ELSEWHERE.includes(fact.name) && !(fact.name === "modality" && fact.values[0]?.text === "asserted"));
  return said.sort((a, b) => place(a) - place(b)).map((fact) => (fact.name === "confidence" ? { ...fact, values: [{ text: `${fact.values[0].text} %` }] } : fact));
}

/** Who says what, where sources differ. */
function differs(why, role) {
  const said = why.accounts.flatMap((account) => {
    const spans = account.spans.filter((span) => span.role === role || span.label === role);
    const words = spans.map((span) => (span.name && span.name !== span.text ? `${span.text} (${span.name})` : span.text));
    return words.length ? [[account, [...new Set(words)].join("; ")]] : [];
  });
  return h("section", { class: "telling" }, h("h3", {}, `Sources differ on: ${role}`),
    said.length ? h("ul", {}, said.map(([account, words]) => h("li", {}, h("strong", {}, words),
      account["according to"].length ? ` according to ${account["according to"].join(", ")}` : "", h("br"), h("span", { class: "soft" }, name(account.article)))))
      : h("p", { class: "small" }, "The tellings below say different things of it."));
}

function facts(all) {
  if (!all.length) return null;
  return h("dl", { class: "facts" }, all.map((fact) => [h("dt", {}, fact.name), h("dd", {}, fact.values.map((value, at) => [at ? "; " : "",
    value.id ? h("a", { href: link({ ...CLOSED, node: value.id }) }, value.text) : value.text]), fact.disputed ? h("span", { title: "sources differ" }, " *") : null)]));
}

/** Outlet, day and headline. */
function name(article) {
  const title = article.title ? `“${article.title}”` : null;
  return [article.outlet, article.published?.text, title].filter(Boolean).join(", ") || article.id;
}

function telling(account, at, event, tools) {
  const inside = (span) => account.sentences.some((sentence) => sentence.begin <= span.begin && span.end <= sentence.end);
  const elsewhere = account.spans.filter((span) => !inside(span));
  const sure = account.confidence === null ? null : `${account.confidence} % sure`;
  const says = [account["according to"].length ? `according to ${account["according to"].join(", ")}` : null, account.modality, sure, `found by ${account["found by"]}`];
  const hand = [account.confirmed ? "confirmed" : null, account.dated ? `dated ${account.dated.text}` : null, ...account.notes.map((note) => `note: ${note}`)].filter(Boolean);
  return h("section", { class: "telling" },
    h("h3", {}, `${at + 1}. ${account.article.outlet ?? account.article.title ?? "Article"} `, h("span", { class: "from" }, [account.article.published?.text, account.article.outlet && account.article.title ? `“${account.article.title}”` : null].filter(Boolean).join(", "))),
    account.sentences.map((sentence) => h("blockquote", {}, marked(sentence.text, sentence.begin, marks(account)))),
    elsewhere.length ? h("p", { class: "small" }, "Elsewhere in the article: ", elsewhere.map((span, n) => [n ? "; " : "", `${label(span)}: “${span.text}”`])) : null,
    h("p", { class: "says" }, `${account.kind}: ${says.filter(Boolean).join("; ")}`),
    hand.length ? h("p", { class: "small" }, `By hand: ${hand.join("; ")}`) : null,
    ties(account, event),
    h("p", { class: "small" }, h("a", { href: link({ article: account.article.id, why: event }) }, "Read it in the article"),
      account.article.url ? [" · ", h("a", { href: account.article.url, target: "_blank", rel: "noopener noreferrer" }, "Where it was published")] : null), tools);
}

function ties(account, event) {
  const all = [...account["one with"].map((tie) => [tie.how, tie]), ...account.answers.map((tie) => [tie.how, tie])];
  const renamed = account.renamed.map((it) => h("li", {}, `“${it.words}” is ${it.name}: ${it.reasons.join("; ")} `, h("span", { class: "soft" }, it.score.toFixed(2))));
  if (!all.length && !renamed.length) return null;
  const rows = all.map(([how, tie]) => h("li", {}, `${how} `, h("a", { href: link({ article: tie.article.id, why: event }) }, name(tie.article)), `: ${tie.reasons.join("; ")} `, h("span", { class: "soft", title: "how sure the link is, from 0 to 1" }, tie.score.toFixed(2))));
  return h("details", { class: "under small" }, h("summary", {}, account["one with"].length ? `Why it is one with ${count(account["one with"].length, "other telling")}` : "Links and names"), h("ul", {}, rows, renamed));
}

/** An article with all that was read out of it; of one event, where that is given. */
export function articleOf(told, event) {
  const { article, text, accounts } = told;
  const wanted = event ? accounts.filter((account) => account.event === event || account.account === event) : accounts;
  const all = (wanted.length ? wanted : accounts).flatMap(marks);
  const sentences = (wanted.length ? wanted : []).flatMap((account) => account.sentences);
  return [article.title ?? article.outlet ?? "Article", [
    h("p", { class: "soft small" }, [article.outlet, article.published?.text].filter(Boolean).join(", "), article.url ? [" · ", h("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, "Where it was published")] : null),
    event && wanted.length ? h("p", { class: "small" }, h("a", { href: link({ why: "" }) }, "Mark all that was read out of it")) : null,
    h("div", { class: "article" }, marked(text, 0, [...all, ...sentences.map((sentence) => ({ ...sentence, sentence: true }))])),
    others(accounts, event),
  ]];
}

function others(accounts, event) {
  const events = [...new Map(accounts.filter((account) => account.event !== event).map((account) => [account.event, account])).values()];
  if (!events.length) return null;
  return h("details", { class: "under small" }, h("summary", {}, `${count(events.length, "other event")} in this article`), h("ul", {}, events.map((account) =>
    h("li", {}, h("button", { type: "button", class: "plain", onclick: () => go({ ...CLOSED, why: account.event }) }, `${account.kind}: ${(account.sentences[0]?.text ?? "").slice(0, 110)}`)))));
}

/** What stands for what in an account. */
function marks(account) {
  const spans = account.spans.map((span) => ({ begin: span.begin, end: span.end, as: label(span) }));
  return account.trigger ? [...spans, { ...account.trigger, as: account.kind, trigger: true }] : spans;
}

// The same words may fill two roles; the name of the node stands beside where it is another one.
const label = (span) => (span.name && span.name !== span.text && span.id ? `${span.label}: ${span.name}` : span.label);

/** Text with marks, which may stand inside each other; a mark that crosses another one is left out. */
function marked(text, begin, all) {
  const letters = [...text];
  const end = begin + letters.length;
  const sorted = all.filter((mark) => mark.begin >= begin && mark.end <= end && mark.end > mark.begin)
    .sort((a, b) => a.begin - b.begin || b.end - a.end || Number(Boolean(b.sentence)) - Number(Boolean(a.sentence)));
  const merged = [];
  for (const mark of sorted) {
    const last = merged.at(-1);
    if (last && last.begin === mark.begin && last.end === mark.end && !last.sentence) {
      if (mark.as && !last.as.split(", ").includes(mark.as)) last.as += `, ${mark.as}`;
      last.trigger ||= mark.trigger;
    } else merged.push({ ...mark });
  }
  let next = 0;
  let first = true;
  function within(from, to) {
    const parts = [];
    let at = from;
    while (next < merged.length && merged[next].begin < to) {
      const mark = merged[next];
      next += 1;
      if (mark.begin < at || mark.end > to) continue;
      parts.push(letters.slice(at - begin, mark.begin - begin).join(""));
      const inner = within(mark.begin, mark.end);
      parts.push(mark.sentence ? h("span", { class: "sentence", "data-first": first }, inner)
        : h("mark", { class: mark.trigger ? "trigger" : null }, inner, h("span", { class: "as" }, mark.as)));
      if (mark.sentence) first = false;
      at = mark.end;
    }
    parts.push(letters.slice(at - begin, to - begin).join(""));
    return parts;
  }
  return within(begin, end);
}

/** The page of an actor, a place, an article. */
export function nodeOf(node, edit) {
  const known = ["kind", "name", "alias", "office", "part of", "within"];
  const rest = node.facts.filter((fact) => !known.includes(fact.name));
  const line = (name, values) => (values.length ? [h("dt", {}, name), h("dd", {}, values.map((value, at) => [at ? "; " : "", value]))] : null);
  const linked = (nodes) => nodes.map((other) => h("a", { href: link({ ...CLOSED, node: other.id }) }, other.text));
  const where = node.where ? [`${node.where.lat.toFixed(2)}, ${node.where.long.toFixed(2)}${node.where.radius ? `, within ${node.where.radius} km` : ""}`] : [];
  const same = node["same as"].filter((iri) => /^https?:/.test(iri)).map((iri) => h("a", { href: iri, target: "_blank", rel: "noopener noreferrer" }, iri.replace(/^https?:\/\//, "")));
  return [node.title, [
    node.kind ? h("p", { class: "soft small" }, node.kind) : null,
    h("dl", { class: "facts" }, line("also", node.aliases), line("office", node.offices), line("part of", linked(node["part of"])), line("parts", linked(node.parts)), line("where", where), line("same as", same)),
    edit ? nodeTools(node) : null,
    node.told ? h("p", {}, h("a", { href: link({ ...CLOSED, why: node.id }) }, "The sentences that tell it")) : null,
    node.article ? h("p", {}, h("a", { href: link({ ...CLOSED, article: node.id }) }, "Read the article")) : null,
    facts(rest),
    node.leads.length ? [h("h3", {}, "Ask about it"), h("ul", {}, node.leads.map((lead) => h("li", {}, h("a", { href: link({ ...asking(lead.question), view: "" }) }, lead.question), h("span", { class: "soft" }, ` ${lead.answers}`))))] : null,
  ]];
}
