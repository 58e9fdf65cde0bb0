//! `dateline serve`.

use super::failure::Failure;
use super::{graph, limits, ontology, remote, terminal};
use anyhow::{Context, Result};
use dateline::serve::{Edited, Server, Settings};
use dateline::shown::Shown;
use dateline::store::Store;
use std::io::Write;
use std::net::{IpAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The port unless another one is asked for.
const PORT: u16 = 7447;

/// Arguments of `serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A graph that `build` wrote, or articles, folders and patterns to read now
    #[arg(required_unless_present = "endpoint", value_name = "STORE|INPUTS")]
    inputs: Vec<String>,
    /// The port; 0 for any that is free
    #[arg(long, default_value_t = PORT)]
    port: u16,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
    /// Answer other machines too, under this address or name of this one. Whoever asks needs the token in the address that is
    /// printed, or the one that DATELINE_TOKEN gives; what goes over the network is not encrypted
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// Let the graph be corrected from the page: what is one, what is not so, when it was. It is kept in the graph and in
    /// STORE.decisions.ttl beside it, as in the shell. Whoever corrects needs the token in the address that is printed
    #[arg(long, conflicts_with = "endpoint")]
    edit: bool,
    #[command(flatten)]
    remote: remote::Remote,
    #[command(flatten)]
    limits: limits::Options,
    #[command(flatten)]
    options: ontology::Options,
}

/// Serves the page until the process is stopped.
pub fn run(mut args: Args) -> Result<()> {
    args.remote.put_first(&mut args.inputs);
    // Before articles are read, which may take long.
    let (listener, host) = listen(&args)?;
    let edited = match args.edit {
        true => Some(edited(&args.inputs)?),
        false => None,
    };
    let store = graph::open_or_build(&args.inputs, &args.options, &args.remote)?;
    let port = listener.local_addr()?.port();
    let token = match args.listen.is_some() || args.edit {
        true => Some(token()?),
        false => None,
    };
    let edited = edited.zip(token.clone());
    let settings = Settings {
        limits: args.limits.scripted(),
        listened: args.listen.clone(),
        token: token.clone().filter(|_| args.listen.is_some()),
        edited: edited.map(|(store, token)| Edited { store, token }),
    };
    let server = Server::new(store, settings, &listener)?;
    let query = token.map(|token| format!("?token={token}"));
    let query = query.unwrap_or_default();
    let url = format!("http://{host}:{port}/{query}");
    let mut out = terminal::stdout();
    writeln!(out, "{url}")?;
    out.flush()?;
    if args.listen.is_some() {
        let warning = match args.edit {
            true => {
                "whoever has this address can ask everything and correct the graph; it is not encrypted on its way"
            }
            false => "whoever has this address can ask everything; it is not encrypted on its way",
        };
        writeln!(terminal::stderr(), "{warning}")?;
    }
    if args.open && !open(&url) {
        writeln!(
            terminal::stderr(),
            "no browser could be started; open {url}"
        )?;
    }
    let run = server.run(&listener);
    run.context("no connection can be taken any more")
}

/// The file of the graph that is corrected.
fn edited(inputs: &[String]) -> Result<PathBuf> {
    let refused = |message: String| Err(Failure::usage(message));
    match inputs {
        [only] if remote::is_address(only) => refused(
            "--edit: an endpoint is only read; correct the graph where it was built, and load it again"
                .to_string(),
        ),
        [only] if graph::is_snapshot(Path::new(only)) => {
            Store::writable(Path::new(only))?;
            Ok(PathBuf::from(only))
        }
        _ => refused(
            "--edit: articles that are read now are in no file, where corrections could be kept; write the graph first: dateline build ARTICLES -o NAME.dateline"
                .to_string(),
        ),
    }
}

/// The socket, and the name that leads to it.
fn listen(args: &Args) -> Result<(TcpListener, String)> {
    let name = args.listen.as_deref().unwrap_or("127.0.0.1");
    let failed = |error: std::io::Error| {
        let name = Shown::name(name);
        let message = match error.kind() {
            std::io::ErrorKind::AddrInUse => format!(
                "port {} is taken, perhaps by another `dateline serve`; give another one with --port, or --port 0 for any that is free",
                args.port
            ),
            std::io::ErrorKind::PermissionDenied => {
                let port = args.port;
                format!("port {port} is not for everybody; give one above 1023 with --port")
            }
            _ => format!(
                "cannot listen on {name}: {error}; --listen takes an address or a name of this machine"
            ),
        };
        Failure::store(message)
    };
    let name_only = name.trim_start_matches('[').trim_end_matches(']');
    if name_only.is_empty() || name_only.contains(['/', ' ']) {
        let name = Shown::name(name);
        let message = format!(
            "--listen {name}: an address or a name of this machine is needed, like 0.0.0.0"
        );
        return Err(Failure::usage(message));
    }
    let listener = TcpListener::bind((name_only, args.port)).map_err(failed)?;
    let host = match name_only.parse::<IpAddr>() {
        // Everywhere is no address to go to.
        Ok(address) if address.is_unspecified() => "localhost".to_string(),
        Ok(IpAddr::V6(address)) => format!("[{address}]"),
        _ => name_only.to_string(),
    };
    Ok((listener, host))
}

/// What whoever asks from elsewhere must know.
fn token() -> Result<String> {
    match std::env::var("DATELINE_TOKEN") {
        Ok(token) if token.len() >= 16 && token.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            Ok(token)
        }
        Ok(_) => {
            let message = "DATELINE_TOKEN has to be 16 letters and digits or more";
            Err(Failure::usage(message))
        }
        Err(_) => {
            let mut bytes = [0; 16];
            getrandom::fill(&mut bytes)
                .map_err(|error| Failure::store(format!("no token can be made: {error}")))?;
            Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
        }
    }
}

/// Starts the browser; false when there is none.
fn open(url: &str) -> bool {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().is_ok()
}
