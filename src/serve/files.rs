//! The page itself, which is part of the program.

use super::http::Response;
use crate::report::COUNTRIES;

/// Type and content by path.
macro_rules! files {
    ($($path:literal $kind:literal),* $(,)?) => {
        &[$((concat!("/", $path), $kind, include_bytes!(concat!("../../web/", $path)) as &[u8])),*]
    };
}

const FILES: &[(&str, &str, &[u8])] = files![
    "index.html" "text/html; charset=utf-8",
    "style.css" "text/css; charset=utf-8",
    "icon.svg" "image/svg+xml",
    "app.js" "text/javascript; charset=utf-8",
    "state.js" "text/javascript; charset=utf-8",
    "api.js" "text/javascript; charset=utf-8",
    "dom.js" "text/javascript; charset=utf-8",
    "question.js" "text/javascript; charset=utf-8",
    "answer.js" "text/javascript; charset=utf-8",
    "facets.js" "text/javascript; charset=utf-8",
    "table.js" "text/javascript; charset=utf-8",
    "timeline.js" "text/javascript; charset=utf-8",
    "map.js" "text/javascript; charset=utf-8",
    "world.js" "text/javascript; charset=utf-8",
    "network.js" "text/javascript; charset=utf-8",
    "layout.js" "text/javascript; charset=utf-8",
    "panel.js" "text/javascript; charset=utf-8",
    "evidence.js" "text/javascript; charset=utf-8",
    "edit.js" "text/javascript; charset=utf-8",
    "picture.js" "text/javascript; charset=utf-8",
];

/// A file of the page; `/` is the page.
pub(super) fn file(path: &str) -> Option<Response> {
    let path = if path == "/" { "/index.html" } else { path };
    // Reports draw from it too; the program holds it once.
    let outlines = (
        "/countries.json",
        "application/json; charset=utf-8",
        COUNTRIES,
    );
    let mut files = FILES.iter().copied().chain([outlines]);
    let (_, kind, content) = files.find(|(known, ..)| *known == path)?;
    Some(Response::new(kind, content.to_vec()))
}
