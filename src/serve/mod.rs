//! A page on one's own machine: the store is asked over HTTP, and where that was wanted corrected by hand.
//!
//! ```text
//! TcpStream ─http→ Request ─guard→ route → graph (answer, evidence …), edit, files ─http→ Response
//! ```

mod about;
mod answer;
mod ask;
mod edit;
mod evidence;
mod files;
mod graph;
mod guard;
mod http;
mod kept;
mod network;
mod node;
mod refusal;
mod rows;
mod sparql;
mod turns;

use crate::store::{Limits, Pool, Store};
use edit::Editing;
use graph::Graph;
use guard::Guard;
use http::{Request, Response, Unread};
use refusal::Refusal;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
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
    /// The graph that is corrected, where that is wanted.
    pub edited: Option<Edited>,
}

/// A graph that may be corrected from the page.
#[derive(Debug, Clone)]
pub struct Edited {
    /// Its file.
    pub store: PathBuf,
    /// What whoever corrects it must know, be it that others may only ask.
    pub token: String,
}

/// A store with a page.
pub struct Server {
    /// The graph that is asked; a correction puts another one in its place.
    graph: RwLock<Arc<Graph>>,
    guard: Guard,
    editing: Option<Editing>,
    connections: Turns,
}

impl Server {
    /// A server that answers from `store` on the port of `listener`.
    pub fn new(store: Store, settings: Settings, listener: &TcpListener) -> io::Result<Server> {
        let guard = Guard {
            listened: settings.listened.map(|name| name.to_ascii_lowercase()),
            token: settings.token,
            edit: settings.edited.as_ref().map(|edited| edited.token.clone()),
            port: listener.local_addr()?.port(),
        };
        let cores = thread::available_parallelism().map_or(2, usize::from);
        let graph = Graph::new(store, settings.limits, Turns::new(cores), Pool::default());
        Ok(Server {
            graph: RwLock::new(Arc::new(graph)),
            guard,
            editing: settings.edited.map(|edited| Editing::new(edited.store)),
            connections: Turns::new(CONNECTIONS),
        })
    }

    /// The graph as it is now.
    fn graph(&self) -> Arc<Graph> {
        Arc::clone(&self.graph.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Answers whoever connects, for as long as the process lives; an error when no connection can be taken any more.
    pub fn run(self, listener: &TcpListener) -> io::Result<()> {
        let server = Arc::new(self);
        // So that whoever opens the page does not wait until all names are read.
        let ahead = server.graph();
        let _ = thread::Builder::new()
            .stack_size(STACK)
            .spawn(move || ahead.begin().is_ok());
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
        let answered = match request.path.as_str() {
            edit::PATH => self.correct(request),
            path => {
                let graph = self.graph();
                // What looks things up ends silently where the file is damaged.
                let sound = |response| match path.starts_with("/api/") {
                    true => {
                        let sound = graph.store.sound().map_err(Refusal::store);
                        sound.map(|()| response)
                    }
                    false => Ok(response),
                };
                self.route(&graph, request).and_then(sound)
            }
        };
        answered.unwrap_or_else(|refusal| refusal.response())
    }

    fn route(&self, graph: &Graph, request: &Request) -> Result<Response, Refusal> {
        if request.path == "/sparql" {
            return graph.sparql(request);
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            let message = "only GET is answered: nothing is written here";
            return Err(Refusal::plain(405, "method", message));
        }
        match request.path.as_str() {
            "/api/about" => graph.about(self.guard.edits(request)),
            "/api/decisions" => self.decisions(graph),
            "/api/examples" => graph.begin(),
            "/api/query" => graph.query(request),
            "/api/export" => graph.export(request),
            "/api/facets" => graph.facets(request),
            "/api/columns" => graph.columns(request),
            "/api/complete" => graph.complete(request),
            "/api/network" => graph.network(request),
            "/api/why" => graph.why(request),
            "/api/counted" => graph.counted(request),
            "/api/article" => graph.article(request),
            "/api/node" => graph.node(request),
            path => files::file(path).ok_or_else(|| {
                Refusal::plain(404, "nothing", format!("there is nothing under {path}"))
            }),
        }
    }
}
