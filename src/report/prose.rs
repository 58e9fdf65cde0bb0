//! Prose in Markdown, as whoever wrote the script wrote it: its marks stay, but there is no HTML of its own, and
//! links lead to the web or to files beside.

use crate::output::markdown;
use crate::shown::Shown;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// A paragraph as HTML. Titles become those of sections, below the report's own.
pub(super) fn html(text: &str) -> String {
    let text = Shown::text(text);
    let mut out = String::new();
    html::push_html(&mut out, events(&text));
    out
}

/// What a paragraph holds: no HTML, no pictures, and no links but to the web and to files beside.
pub(super) fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    let mut shut = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH);
    events.filter_map(move |event| match event {
        // What looks like HTML is words.
        Event::Html(words) | Event::InlineHtml(words) => Some(Event::Text(words)),
        // Nothing is loaded; the words for a picture stand for it.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let leads = markdown::leads(dest_url);
            shut.push(!leads);
            leads.then_some(event)
        }
        Event::End(TagEnd::Link) => match shut.pop() {
            Some(true) => None,
            _ => Some(event),
        },
        Event::Start(Tag::Heading {
            level,
            classes,
            attrs,
            ..
        }) => Some(Event::Start(Tag::Heading {
            level: lower(level),
            id: None,
            classes,
            attrs,
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        event => Some(event),
    })
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        HeadingLevel::H3 => HeadingLevel::H3,
        _ => HeadingLevel::H4,
    }
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn marks_stay_and_html_is_words() {
        let told = html("*so* and **so**, see [there](https://example.org/?a=1&b)");
        assert_eq!(
            told,
            "<p><em>so</em> and <strong>so</strong>, see <a href=\"https://example.org/?a=1&amp;b\">there</a></p>\n"
        );
        for (text, bad) in [
            ("<script>x</script>", "<script"),
            ("a <b onclick=x>b</b>", "<b"),
            ("[x](javascript:alert(1))", "href"),
            ("[x](data:text/html,y)", "href"),
            ("[x][y]\n\n[y]: javascript:z", "href"),
            ("[x](javascript&#58;y)", "href"),
            ("<javascript:alert(1)>", "href"),
            ("![x](https://example.org/p.png)", "<img"),
            ("\"><style>", "<style"),
        ] {
            let told = html(text);
            assert!(!told.contains(bad), "{told}");
        }
        assert_eq!(html("# One"), "<h2>One</h2>\n");
    }
}
