//! `dateline review`: what was linked, the doubtful first; at a terminal one key decides each.

use super::change::{Change, Turn};
use super::failure::CANCELLED;
use super::{graph, terminal};
use anyhow::Result;
use dateline::gazetteer::Gazetteer;
use dateline::link::{Decision, Graph, Link, LinkOf};
use dateline::shown::Shown;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{
    Cmd, ConditionalEventHandler, Editor, Event, EventContext, EventHandler, KeyCode, KeyEvent,
    Modifiers, RepeatCount,
};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Letters of a sentence that are shown.
const SHOWN: usize = 140;
/// Keys that answer: yes, no, skip, undo, quit.
const KEYS: &str = "ynsuq";
/// What stands before the answer.
const ASKED: &str = "one? y yes, n no, s skip, u undo, q quit ";
/// What Ctrl-C is told.
const GIVEN_UP: &str = "given up; nothing is written";

/// Arguments of `review`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The graph
    #[arg(value_name = "STORE")]
    store: PathBuf,
    /// How many to show
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 20)]
    number: usize,
    /// List them, also at a terminal, and ask nothing
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    turn: Turn,
}

/// Walks through links at a terminal, and lists them elsewhere; the doubtful ones first.
pub fn run(args: Args) -> Result<()> {
    let store = graph::open(&args.store)?;
    let graph = store.relink(&Gazetteer::embedded())?;
    let mut links: Vec<&Link> = graph.links.iter().filter(|l| !l.decided).collect();
    let doubt = |link: &Link| (link.score - 0.5).abs();
    links.sort_by(|a, b| {
        let doubtful = doubt(a).total_cmp(&doubt(b));
        doubtful.then_with(|| (&a.a, &a.b).cmp(&(&b.a, &b.b)))
    });
    let more = links.len().saturating_sub(args.number);
    links.truncate(args.number);
    let mut out = terminal::stdout();
    if std::io::stdin().is_terminal() && terminal::is_terminal() && !args.list {
        return walk(args, &links, &graph, &mut out);
    }
    for link in links {
        show(link, &graph, &mut out)?;
    }
    if more > 0 {
        writeln!(out, "and {} more; -n shows them", terminal::thousands(more))?;
    }
    Ok(())
}

/// Asks of each link whether it is right, and writes the answers at the end: all of them, or none.
fn walk(args: Args, links: &[&Link], graph: &Graph, out: &mut dyn Write) -> Result<()> {
    let mut keys = Keys::new()?;
    let mut answers: Vec<Option<Decision>> = Vec::new();
    while let Some(link) = links.get(answers.len()) {
        writeln!(out, "{} of {}", answers.len() + 1, links.len())?;
        show(link, graph, out)?;
        let (a, b) = (link.a.clone(), link.b.clone());
        match keys.next()? {
            Key::Char('y') => answers.push(Some(Decision::Same(a, b))),
            Key::Char('n') => answers.push(Some(Decision::Apart(a, b))),
            Key::Char('s') => answers.push(None),
            Key::Char('u') => {
                if answers.pop().is_none() {
                    writeln!(out, "nothing is answered yet")?;
                }
            }
            Key::Char(_) => break,
            Key::Interrupt => {
                writeln!(out, "{GIVEN_UP}")?;
                return Ok(());
            }
        }
    }
    keys.asking.store(false, Ordering::SeqCst);
    let decided: Vec<Decision> = answers.into_iter().flatten().collect();
    if decided.is_empty() {
        writeln!(out, "nothing is decided")?;
        return Ok(());
    }
    let mut change = Change::begin(&args.store, args.turn)?;
    let count = decided.len();
    for decision in decided {
        change.decisions.decide(decision);
    }
    let dossiers = change.store.dossiers()?;
    let store = change.finish(dossiers, Vec::new())?;
    writeln!(out, "decided: {count}")?;
    graph::summary(&args.store, &store)
}

/// What a person answers with.
enum Key {
    /// One of [`KEYS`].
    Char(char),
    /// Ctrl-C.
    Interrupt,
}

/// Keys of the terminal, each an answer without Enter.
struct Keys {
    editor: Editor<(), DefaultHistory>,
    pressed: Pressed,
    /// Until the answers are written.
    asking: Arc<AtomicBool>,
}

/// The key that was pressed last.
#[derive(Clone, Default)]
struct Pressed(Arc<Mutex<Option<char>>>);

impl Keys {
    fn new() -> Result<Keys> {
        let pressed = Pressed::default();
        let mut editor = Editor::new()?;
        let handler = EventHandler::Conditional(Box::new(pressed.clone()));
        editor.bind_sequence(Event::Any, handler);
        let asking = Arc::new(AtomicBool::new(true));
        let asks = Arc::clone(&asking);
        // Between two questions the editor does not read the terminal, and the key is a signal.
        let _ = ctrlc::set_handler(move || {
            let code = match asks.load(Ordering::SeqCst) {
                true => writeln!(terminal::stdout(), "{GIVEN_UP}").map_or(CANCELLED, |()| 0),
                false => CANCELLED,
            };
            std::process::exit(i32::from(code));
        });
        Ok(Keys {
            editor,
            pressed,
            asking,
        })
    }

    /// The next answer; the end of the input is leaving.
    fn next(&mut self) -> Result<Key> {
        loop {
            let line = match self.editor.readline(ASKED) {
                Ok(line) => line,
                Err(ReadlineError::Eof) => return Ok(Key::Char('q')),
                Err(ReadlineError::Interrupted) => return Ok(Key::Interrupt),
                Err(error) => return Err(error.into()),
            };
            // A terminal that knows no keys gives lines.
            let first = line.trim_start().chars().next();
            let key = self.pressed.take().or(first);
            if let Some(key) = key.filter(|key| KEYS.contains(*key)) {
                return Ok(Key::Char(key));
            }
        }
    }
}

impl Pressed {
    fn take(&self) -> Option<char> {
        let mut pressed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pressed.take()
    }
}

impl ConditionalEventHandler for Pressed {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, _: &EventContext) -> Option<Cmd> {
        let Some(KeyEvent(KeyCode::Char(key), Modifiers::NONE | Modifiers::SHIFT)) = event.get(0)
        else {
            return None;
        };
        let key = key.to_ascii_lowercase();
        if !KEYS.contains(key) {
            return Some(Cmd::Noop);
        }
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(key);
        Some(Cmd::AcceptLine)
    }
}

/// A link with its score and reasons, and what it joins.
fn show(link: &Link, graph: &Graph, out: &mut dyn Write) -> Result<()> {
    let verb = if link.accepted { "one" } else { "apart" };
    let reasons = Shown::line(&link.reasons.join("; "));
    writeln!(out, "{:.2}  {verb}: {reasons}", link.score)?;
    for id in [&link.a, &link.b] {
        let about = format!("{id}{}", about(link, id, graph));
        writeln!(out, "      {}", Shown::text(&about))?;
    }
    Ok(())
}

/// The words of an account, or the name of a node.
fn about(link: &Link, id: &str, graph: &Graph) -> String {
    let words = match link.of {
        LinkOf::Nodes => graph.nodes.get(id).map(|node| node.label.clone()),
        LinkOf::Accounts => {
            let mut accounts = graph.dossiers.iter().flat_map(|d| &d.accounts);
            let account = accounts.find(|a| a.id == id);
            account.map(|a| format!("{}: {}", a.kind, short(&a.evidence.text)))
        }
    };
    words.map(|words| format!("  {words}")).unwrap_or_default()
}

fn short(text: &str) -> String {
    let line = Shown::line(text);
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.into(),
    }
}
