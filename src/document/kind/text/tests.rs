//! Tests of [`super`].

use super::*;

#[test]
fn messages_and_pages() {
    for (text, kind) in [
        (
            "From: ana@valley.example\nTo: b@valley.example\nSubject: Truce\n\nIt holds.",
            Kind::Mail,
        ),
        (
            "Return-Path: <a@b.example>\nReceived: by x\n\tat noon\nSubject: Truce\n\nIt holds.",
            Kind::Mail,
        ),
        (
            "From ana@valley.example Thu Mar  4 10:00:00 2021\nSubject: Truce\n\nIt holds.",
            Kind::Mbox,
        ),
        (
            "From a@b Mon Feb  3 2020\nFrom: a@b\nSubject: Truce\n\nIt holds.",
            Kind::Mbox,
        ),
        (
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/\nMIME-Version: 1.0\n\n--x",
            Kind::Mhtml,
        ),
        (
            "1\n00:00:01,000 --> 00:00:04,000\nThe truce holds.",
            Kind::Subtitles,
        ),
        (
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel/></rss>",
            Kind::Feed,
        ),
        (
            "<?xml version=\"1.0\"?>\n<!-- x --><story>It holds.</story>",
            Kind::Xml,
        ),
        (
            "1 of 2 DOCUMENTS\n\nValley Post\n\nLENGTH: 42 words\n\nIt holds.\n\nLOAD-DATE: March 4, 2021",
            Kind::Nexis,
        ),
    ] {
        assert_eq!(of(text), Some(kind), "{text}");
    }
}

#[test]
fn articles_are_no_messages() {
    for text in [
        "Title: Truce holds\nDate: 2021-03-04\nSource: Valley Post\n\nIt holds.",
        "From the valley: guns fall silent\n\nThe subject: a truce.",
        "From Monday 10:00:00 the guns were silent.\nIt rained.",
        "From Mon Feb 3 on the guns were silent\nTitle: It rained.\n\nAll day.",
        "\\documentclass is a command of LaTeX, BEGIN:VCALENDAR a line of calendars, and %!PS begins a page.",
        "---\ntitle: Truce\n---\n\nIt holds.",
        "Subject: a truce\n\nFrom: the valley",
        "3\nThe three of them left at 10:00.",
        "<?xml version=\"1.0\"?><!DOCTYPE html><html><body><p>It holds.</p></body></html>",
        "Document 4 was of no use, the length: 300 words, the load-date: unknown.",
        "<p>It holds.</p>",
    ] {
        assert_eq!(of(text), None, "{text}");
    }
}
