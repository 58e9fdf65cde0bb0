//! A graph that a SPARQL endpoint holds.

use super::failure::Failure;
use super::terminal;
use anyhow::Result;
use dateline::ontology::Ontology;
use dateline::store::{Endpoint, Store};
use std::path::PathBuf;
use std::time::Duration;

/// A graph that is elsewhere.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Remote {
    /// Ask a SPARQL 1.1 endpoint (http://… or https://…) instead of a file; nothing is written there. DATELINE_USER,
    /// DATELINE_PASSWORD and DATELINE_TIMEOUT (seconds) are taken from the environment
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// The named graph of the endpoint that holds the default graph, for servers that have no default graph of their own
    #[arg(long, value_name = "IRI")]
    default_graph: Option<String>,
}

impl Remote {
    /// The endpoint as the first of the inputs, where a store's file stands otherwise.
    pub fn put_first(&self, inputs: &mut Vec<String>) {
        inputs.splice(0..0, self.endpoint.clone());
    }

    /// With `--endpoint`, what stands where a store's file would stand is the first of the files.
    pub fn store_and_files(
        &self,
        first: String,
        mut files: Vec<PathBuf>,
    ) -> (String, Vec<PathBuf>) {
        match &self.endpoint {
            Some(endpoint) => {
                files.insert(0, PathBuf::from(first));
                (endpoint.clone(), files)
            }
            None => (first, files),
        }
    }

    /// A graph that a SPARQL endpoint holds; user and password come from the environment.
    pub fn connect(&self, url: &str, ontology: Ontology, base: &str) -> Result<Store> {
        let set = |name| std::env::var(name).ok();
        let mut endpoint = Endpoint::new(url)?;
        if let Some(graph) = &self.default_graph {
            endpoint = endpoint.with_default_graph(graph);
        }
        match (set("DATELINE_USER"), set("DATELINE_PASSWORD")) {
            (Some(user), Some(password)) => {
                if endpoint.is_open() {
                    terminal::tell(format_args!(
                        "warning: {url} is plain http, so whoever is on the way can read the password; use https"
                    ));
                }
                endpoint = endpoint.with_password(&user, &password);
            }
            (None, None) => {}
            (user, _) => {
                let (given, missing) = match user {
                    Some(_) => ("DATELINE_USER", "DATELINE_PASSWORD"),
                    None => ("DATELINE_PASSWORD", "DATELINE_USER"),
                };
                let message = format!("{given} is set and {missing} is not; set both, or neither");
                return Err(Failure::usage(message));
            }
        }
        if let Some(seconds) = set("DATELINE_TIMEOUT") {
            let wrong = |reason| Failure::usage(format!("DATELINE_TIMEOUT={seconds}: {reason}"));
            let seconds = super::limits::seconds(&seconds).map_err(wrong)?;
            if seconds == 0.0 {
                return Err(wrong("no answer comes in no time".to_string()));
            }
            endpoint = endpoint.with_timeout(Duration::from_secs_f64(seconds));
        }
        Ok(Store::connect(endpoint, ontology, base.to_string())?)
    }
}

/// Whether a store is given by the address of a SPARQL endpoint.
pub fn is_address(input: &str) -> bool {
    input.starts_with("http://") || input.starts_with("https://")
}
