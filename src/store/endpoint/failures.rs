//! What can go wrong with a server, in words that say what to do.

use super::{CONNECT, Endpoint, LONGEST, Reply};
use crate::store::StoreError;
use std::io;
use ureq::Timeout;

impl Endpoint {
    pub(super) fn late(&self) -> StoreError {
        let seconds = self.timeout.as_secs_f64();
        self.wrong(format!(
            "no answer within {seconds} s; DATELINE_TIMEOUT gives it more"
        ))
    }

    pub(super) fn wrong(&self, reason: String) -> StoreError {
        StoreError::Endpoint {
            url: self.url.clone(),
            reason,
        }
    }

    pub(super) fn failed(&self, error: &ureq::Error) -> StoreError {
        self.wrong(match error {
            error if is_refused(error) => {
                "nothing listens there; is the server running?".to_string()
            }
            ureq::Error::HostNotFound => "there is no such host".to_string(),
            ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => {
                format!("no connection within {} s", CONNECT.as_secs())
            }
            ureq::Error::Timeout(_) => return self.late(),
            ureq::Error::BodyExceedsLimit(_) => {
                format!(
                    "its answer is longer than {} MiB; ask for less",
                    LONGEST >> 20
                )
            }
            error => error.to_string(),
        })
    }

    pub(super) fn refused(&self, reply: &Reply) -> StoreError {
        let said = String::from_utf8_lossy(&reply.body);
        let said: String = said
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(200)
            .collect();
        self.wrong(match reply.status {
            401 | 403 => "it wants a user and a password: set DATELINE_USER and DATELINE_PASSWORD"
                .to_string(),
            404 => "there is no endpoint at this path".to_string(),
            300..=399 => match &reply.elsewhere {
                Some(other) => {
                    let other: String = other
                        .chars()
                        .filter(|c| !c.is_control())
                        .take(200)
                        .collect();
                    format!("it sends the question elsewhere; ask there: {other}")
                }
                None => format!("it answers with status {}", reply.status),
            },
            status => format!("it answers with status {status}: {said}"),
        })
    }
}

pub(super) fn is_refused(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::Io(error) => error.kind() == io::ErrorKind::ConnectionRefused,
        ureq::Error::ConnectionFailed => true,
        _ => false,
    }
}

/// Whether the connection ended before the answer did. Nothing was changed by asking, so it may be asked again.
pub(super) fn is_broken(error: &ureq::Error) -> bool {
    matches!(error, ureq::Error::Io(error) if matches!(
        error.kind(),
        io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof
    ))
}
