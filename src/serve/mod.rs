//! A page on one's own machine: the store is asked over HTTP, and nothing is written.
//!
//! ```text
//! TcpStream ─http→ Request ─guard→ route → answer, evidence, files ─http→ Response
//! ```

mod about;
mod answer;
mod ask;
mod evidence;
mod files;
mod guard;
mod http;
mod network;
mod node;
mod refusal;
mod rows;
mod sparql;
mod turns;

use crate::repl::Words;
use crate::store::{Limits, Store};
use ask::Answers;
use guard::Guard;
use http::{Request, Response, Unread};
use refusal::Refusal;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;
use turns::Turns;

/// Most connections at once; more are closed.
const CONNECTIONS: usize = 64;
/// Connections that may fail one after the other before the server gives up.
const PATIENCE: usize = 500;
/// Stack of the thread of a connection: questions are nested, and read by functions that call themselves.
const STACK: usize = 16 << 20;

/// What a server is told.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What each question may use.
    pub limits: Limits,
    /// The name or address that it listens under where others can reach it; `None` on this machine only.
    pub listened: Option<String>,
    /// What whoever asks must know.
    pub token: Option<String>,
}

/// A store with a page.
pub struct Server {
    store: Arc<Store>,
    words: Words,
    limits: Limits,
    guard: Guard,
    answers: Answers,
    /// Questions to begin with.
    examples: OnceLock<Vec<String>>,
    /// Questions that are worked on at once.
    questions: Turns,
    connections: Turns,
}

impl Server {
    /// A server that answers from `store` on the port of `listener`.
    pub fn new(store: Store, settings: Settings, listener: &TcpListener) -> io::Result<Server> {
        let guard = Guard {
            listened: settings.listened.map(|name| name.to_ascii_lowercase()),
            token: settings.token,
            port: listener.local_addr()?.port(),
        };
        let cores = thread::available_parallelism().map_or(2, usize::from);
        Ok(Server {
            words: Words::new(&store),
            store: Arc::new(store),
            limits: settings.limits,
            guard,
            answers: Answers::default(),
            examples: OnceLock::new(),
            questions: Turns::new(cores),
            connections: Turns::new(CONNECTIONS),
        })
    }

    /// Answers whoever connects, for as long as the process lives; an error when no connection can be taken any more.
    pub fn run(self, listener: &TcpListener) -> io::Result<()> {
        let server = Arc::new(self);
        // So that whoever opens the page does not wait until all names are read.
        let ahead = Arc::clone(&server);
        let _ = thread::Builder::new()
            .stack_size(STACK)
            .spawn(move || ahead.examples.get_or_init(|| ahead.examples()).len());
        let mut failed = 0;
        loop {
            let mut stream = match listener.accept() {
                Ok((stream, _)) => stream,
                // The other side has gone, or too many files are open: mostly that does not last.
                Err(error) => {
                    failed += 1;
                    if failed > PATIENCE {
                        return Err(error);
                    }
                    thread::sleep(Duration::from_millis(20));
                    continue;
                }
            };
            failed = 0;
            // One more is closed at once: to answer it would keep all others waiting.
            let Some(turn) = server.connections.try_take() else {
                continue;
            };
            let own = Arc::clone(&server);
            let work = move || {
                let _turn = turn;
                own.serve(&mut stream);
            };
            // Without a thread the connection is closed, and the browser tries again.
            let _ = thread::Builder::new().stack_size(STACK).spawn(work);
        }
    }

    /// Answers one request. Nobody is left to tell when the other side has gone.
    fn serve(&self, stream: &mut TcpStream) {
        let (mut response, with_body) = match http::read(stream) {
            Ok(None) => return,
            Ok(Some(request)) => (self.answer(&request), request.method != "HEAD"),
            Err(Unread(status, message)) => {
                (Refusal::plain(status, "request", message).response(), true)
            }
        };
        response.headers.extend(guard::headers());
        let _ = http::write(stream, &response, with_body);
    }

    fn answer(&self, request: &Request) -> Response {
        if let Some((status, message)) = self.guard.refuse(request) {
            return Refusal::plain(status, "refused", message).response();
        }
        if let Some(response) = self.guard.welcome(request) {
            return response;
        }
        // What looks things up ends silently where the file is damaged.
        let sound = |response| match request.path.starts_with("/api/") {
            true => self
                .store
                .sound()
                .map(|()| response)
                .map_err(Refusal::store),
            false => Ok(response),
        };
        self.route(request)
            .and_then(sound)
            .unwrap_or_else(|refusal| refusal.response())
    }

    fn route(&self, request: &Request) -> Result<Response, Refusal> {
        if request.path == "/sparql" {
            return self.sparql(request);
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Err(Refusal::plain(
                405,
                "method",
                "only GET is answered: nothing is written here",
            ));
        }
        match request.path.as_str() {
            "/api/about" => self.about(),
            "/api/examples" => self.begin(),
            "/api/query" => self.query(request),
            "/api/export" => self.export(request),
            "/api/facets" => self.facets(request),
            "/api/columns" => self.columns(request),
            "/api/complete" => self.complete(request),
            "/api/network" => self.network(request),
            "/api/why" => self.why(request),
            "/api/article" => self.article(request),
            "/api/node" => self.node(request),
            path => files::file(path).ok_or_else(|| {
                Refusal::plain(404, "nothing", format!("there is nothing under {path}"))
            }),
        }
    }
}

/// What a request must give.
fn needed<'r>(request: &'r Request, name: &str) -> Result<&'r str, Refusal> {
    let given = request.param(name).filter(|value| !value.trim().is_empty());
    given.ok_or_else(|| Refusal::plain(400, "usage", format!("{} needs `{name}`", request.path)))
}
