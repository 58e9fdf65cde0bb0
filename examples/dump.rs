//! Prints what is found.
#![allow(clippy::print_stdout)]
use dateline::{
    document, extract::Extractor, gazetteer::Gazetteer, ontology::Ontology, text::Reader,
};
fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let trees = args.first().is_some_and(|a| a == "-t");
    if trees {
        args.remove(0);
    }
    let ontology = Ontology::embedded().unwrap();
    let gazetteer = Gazetteer::embedded();
    let reader = Reader::embedded().unwrap();
    let extractor = Extractor::new(&ontology, &gazetteer);
    for source in document::sources(&args) {
        for doc in document::read(&source.unwrap()) {
            let doc = doc.unwrap();
            println!(
                "##### {} title={:?} published={:?}",
                doc.source, doc.title, doc.published
            );
            let analysis = reader.read(&doc);
            if trees {
                print!("{}", dateline::text::conllu_output::conllu(&doc, &analysis));
            }
            for a in extractor.extract(&doc, &analysis) {
                println!(
                    "\n[{}] {} {} by={} date={:?} {:?}{}",
                    a.id.rsplit('/').next().unwrap(),
                    a.kind,
                    a.modality.name(),
                    a.found_by,
                    a.date.as_ref().map(|d| (
                        d.interval.begin.map(|x| x.to_string()),
                        d.interval.end.map(|x| x.to_string()),
                        d.text.clone().unwrap_or_default()
                    )),
                    a.trigger,
                    a.statement
                        .as_ref()
                        .map(|s| format!(
                            " in [{}] att={:?}",
                            s.rsplit('/').next().unwrap(),
                            a.attributed_to.iter().map(|x| &x.name).collect::<Vec<_>>()
                        ))
                        .unwrap_or_default()
                );
                println!("   EV: {}", a.evidence.text.replace('\n', " "));
                for (r, f) in &a.roles {
                    println!(
                        "   {r}: {}",
                        f.iter()
                            .map(|f| format!(
                                "{} <{}> '{}' {}",
                                f.name,
                                f.id,
                                f.text,
                                f.part_of
                                    .iter()
                                    .map(|w| format!(
                                        "{:?}:{}{}",
                                        w.relation,
                                        w.id,
                                        w.office
                                            .clone()
                                            .map(|o| format!("({o})"))
                                            .unwrap_or_default()
                                    ))
                                    .collect::<Vec<_>>()
                                    .join(",")
                            ))
                            .collect::<Vec<_>>()
                            .join(" | ")
                    );
                }
                for q in &a.quantities {
                    println!("   #{} {}..{:?} '{}'", q.of, q.min, q.max, q.text);
                }
                if let Some(c) = &a.content {
                    println!(
                        "   SAID{}: {}",
                        if c.direct { " (direct)" } else { "" },
                        c.text.replace('\n', " ")
                    );
                }
            }
        }
    }
}
