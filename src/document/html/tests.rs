//! Tests of [`super`].

use super::*;

fn read(html: String, source: &str) -> Document {
    let metadata = Metadata {
        source: source.to_owned(),
        ..Metadata::default()
    };
    with(html, metadata)
}

const PAGE: &str = r#"<html><head><title>Guns fall silent | Valley Post</title>
    <meta property="og:site_name" content="Valley Post"><meta property="og:title" content="Guns fall silent">
    <script type="application/ld+json">{"@graph": [{"datePublished": "2021-03-04T10:00:00Z"}]}</script>
    <link rel="canonical" href="https://valley.example/guns"></head>
    <body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
    <article><h1>Guns fall silent</h1>
    <p>Rebels and soldiers in the upper valley kept to a truce on <b>Thursday</b>, the first quiet day in a month of heavy fighting there.</p>
    <figure><img src="a.jpg"><figcaption>A soldier rests near the bridge.</figcaption></figure>
    <p>Envoys who came to the town hall said that both sides, tired and short of bread, had agreed to talk again next week.</p>
    <p>The mayor thanked the drivers who brought water, and the nurses, and asked people to stay away from the ridge.</p>
    </article><footer>© 2021 Valley Post</footer></body></html>"#;

#[test]
fn page() {
    let document = read(PAGE.to_owned(), "a.html");
    assert_eq!(document.title.as_deref(), Some("Guns fall silent"));
    assert_eq!(document.publisher.as_deref(), Some("Valley Post"));
    assert_eq!(document.url.as_deref(), Some("https://valley.example/guns"));
    let day = document.published.unwrap().day().unwrap();
    assert_eq!(day.to_string(), "2021-03-04");
    let read: Vec<_> = document
        .read_blocks()
        .map(|(_, block)| (block.kind, block.span.of(&document.text)))
        .collect();
    assert_eq!(read.len(), 5, "{read:#?}");
    assert_eq!(read[0], (BlockKind::Heading, "Guns fall silent"));
    assert!(read.contains(&(BlockKind::Caption, "A soldier rests near the bridge.")));
    assert!(document.text.contains("on Thursday, the first"));
}

#[test]
fn hostile_nesting() {
    let deep = "<div>".repeat(200_000) + "Guns fell silent in the valley today.";
    assert!(read(deep, "a.html").text.contains("Guns"));
}
