//! The quads of a linked set of accounts.
//!
//! # What the quads look like
//!
//! `dl:` is the ontology, ids (`actor/turkey`) become IRIs by putting the base in front
//! (`https://w3id.org/dateline/` unless `--base` says otherwise).
//!
//! **Default graph: the fused view.**
//!
//! | subject | property | value |
//! |---|---|---|
//! | document | `rdf:type` | `dl:Document`, and the classes above it in other vocabularies: `schema:NewsArticle`, `prov:Entity` |
//! | | `schema:name` (to show), `schema:headline`, `schema:publisher`, `schema:author`, `schema:url`, `schema:inLanguage`, `dl:sha256`, `dl:sourceFile` | literals, where known |
//! | | `schema:datePublished` | `xsd:date` when known to the day; else `dl:publishedBegin`, `dl:publishedEnd` |
//! | | `dl:publishedFrom` | `"metadata"`, `"text"`, `"inferred"`, `"story"` (other articles of its story bound it) |
//! | | `nif:isString` | the text that offsets refer to |
//! | | `dl:copyOf` | the document that its text is from |
//! | actor, place, thing | `rdf:type` | its class and all superclasses, those of other vocabularies too (`prov:Agent`) |
//! | | `dl:kind` | its most specific class |
//! | | `rdfs:label`, `skos:altLabel` | name to show, every other spelling met |
//! | | `dl:partOf`, `dl:actsFor` | actor → actor it is part of or acts for (`dl:actsFor` ⊑ `dl:partOf`: both triples are written) |
//! | | `dl:office` | literal, on a person |
//! | | `dl:within` | place → place (a country is a place too) |
//! | | `dl:presumedWithin` | beside `dl:within`: the country is a guess, that of the places named beside it |
//! | | `dl:near` | "near X", "12 km east of X" → X |
//! | | `skos:exactMatch` | IRIs of GeoNames and Wikidata, where the gazetteer knows; those that Turtle given with `--ontology` says |
//! | | `skos:notation` | the codes of a country, ISO 3166 of two letters and of three |
//! | | `geo:lat`, `geo:long` | `xsd:decimal`, where the gazetteer knows |
//! | | `dl:radius` | `xsd:decimal`, on a place that is no point: how many kilometres it reaches from its coordinates |
//! | event | `rdf:type` | its class and all superclasses (`dl:Airstrike`, `dl:Attack`, `dl:Event`, `sem:Event`) |
//! | | `dl:kind` | its most specific class (IRI) |
//! | | role of kind Node (`dl:perpetrator`) | actor, place, thing or event, from all its accounts |
//! | | role of kind Text (`dl:content`) | literal; `dl:direct` `xsd:boolean` beside `dl:content` |
//! | | quantity Q (`dl:killed`) | `dl:Q` best value, `dl:QMin` lowest, `dl:QMax` highest (absent when unbounded): `xsd:integer` |
//! | | | where the best is no exact number: `dl:Q` the least it can be, `dl:QTold` its words ("dozens"), `dl:QToldMax` the most (absent when unbounded) |
//! | | `dl:confidence`, `dl:confidenceMin`, `dl:confidenceMax` | percent, as a quantity: how likely its surest and its least sure account are right |
//! | | `dl:dateBegin`, `dl:dateEnd` | `xsd:date`; open ends are absent |
//! | | `dl:disputes` | property on which its accounts differ (`dl:killed`) |
//! | | `dl:modality` | `"asserted"` |
//! | | `dl:account` | account |
//! | | `dl:source` | document of an account |
//! | | `dl:origin` | those of its sources that do not repeat another's words on it |
//! | | `dl:replaces` | ids that it has where fewer of its accounts are known or joined: an address from an older graph leads here |
//! | | `dl:confirmed`, `dl:note` | what a person says of its accounts: `true`, literals |
//! | link | `rdf:type` | `dl:Link` |
//! | | `dl:links` | the two accounts, or the two ids of one actor or place |
//! | | `dl:score` | `xsd:decimal` from 0 to 1 |
//! | | `dl:reason` | literals: what speaks for it and against it |
//! | | `dl:accepted`, `dl:decided` | whether the two were joined, whether by a person |
//! | prospect | as an event | but `rdf:type dl:Prospect` only; the class is in `dl:kind`, and `dl:modality` is not `"asserted"` |
//!
//! **Named graph of a document (its IRI): what that document tells.**
//!
//! | subject | property | value |
//! |---|---|---|
//! | account | `rdf:type` | `dl:Account` |
//! | | `dl:kind` | most specific class |
//! | | roles | as on the event, this document's values only; quantities as `dl:QMin`, `dl:QMax`, `dl:QText` |
//! | | `dl:RMention` for a role R | evidence node of the words that fill the role |
//! | | `dl:RConfidence` for a role, number or date R | percent: how likely the least sure of what fills it is right |
//! | | `dl:dateBegin`, `dl:dateEnd`, `dl:dateText` | |
//! | | `dl:content`, `dl:direct` | |
//! | | `dl:inDocument` | document |
//! | | `dl:modality` | literal |
//! | | `dl:confidenceMin`, `dl:confidenceMax`, `dl:confidenceText` | percent, as a quantity |
//! | | `dl:attributedTo` | actor |
//! | | `dl:statement` | account of the statement it was said in |
//! | | `dl:foundBy` | name of the frame |
//! | | `dl:evidence` | evidence node of the sentence, one or more; `dl:trigger` of the trigger words |
//! | | `dl:confirmed`, `dl:note`, `dl:dateBy` | what a person says of it: `true`, literals, `"hand"` where the date is the person's |
//! | struck account | `dl:struck` | `true`; nothing else is left of what a person says is not so |
//! | evidence `<document#char=begin,end>` | `rdf:type` | `oa:TextPositionSelector` |
//! | | `nif:beginIndex`, `nif:endIndex`, `nif:anchorOf` | integers, the words |
//! | | `itsrdf:taIdentRef` | the node that the words name, where they fill a role of kind Node |
//!
//! **Graph `<https://w3id.org/dateline/ontology>`: the ontology's own Turtle**, so that an export says what its terms
//! mean. It is a graph of its own so that classes and roles are never answers to a question.

mod accounts;
mod cores;
mod graph;
mod said;
mod sink;
pub(crate) mod taxonomy;

pub(crate) use accounts::words_at;
pub(crate) use cores::Teller;
pub use graph::{dossier_quads, each_quad, quads};
