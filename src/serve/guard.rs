//! Who may ask: whose host name leads here, from which page, and with which token.

use super::http::{Request, Response};
use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// What the browser may do with the page: only what comes from here, no script and no style inside the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Whom the server answers.
#[derive(Debug, Clone, Default)]
pub(super) struct Guard {
    /// The name that it listens under, when that is not only this machine.
    pub listened: Option<String>,
    /// What whoever asks must know; `None` on this machine.
    pub token: Option<String>,
    /// What whoever corrects the graph must know; `None` where nobody does.
    pub edit: Option<String>,
    pub port: u16,
}

impl Guard {
    /// Why a request is not answered, with its status.
    pub fn refuse(&self, request: &Request) -> Option<(u16, &'static str)> {
        // A name that somebody else points here would let a page of theirs read everything.
        let host = request
            .header("host")
            .filter(|_| request.times("host") == 1);
        if !host.is_some_and(|host| self.is_ours(host)) {
            return Some((421, "the host name is not one of this server"));
        }
        let origin = request.header("origin");
        let own = |origin: &str| {
            let place = origin.split_once("://").map(|(_, place)| place);
            place.is_some() && place == host
        };
        let site = request.header("sec-fetch-site");
        let visit = request.header("sec-fetch-mode") == Some("navigate") && request.method == "GET";
        let foreign = matches!(site, Some("cross-site" | "same-site")) && !visit;
        if foreign || origin.is_some_and(|origin| !own(origin)) {
            return Some((403, "another page asks; only this server's own page may"));
        }
        match self.knows(request) {
            true => None,
            false => Some((
                401,
                "the token is missing; open the address that the server printed",
            )),
        }
    }

    fn is_ours(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split_once(']').map_or("", |(name, _)| name),
            None => host.split_once(':').map_or(host, |(name, _)| name),
        };
        let name = name.to_ascii_lowercase();
        match (name.parse::<IpAddr>(), &self.listened) {
            (Ok(address), None) => address.is_loopback(),
            // No name can be turned on an address.
            (Ok(_), Some(_)) => true,
            (Err(_), listened) => name == "localhost" || listened.as_deref() == Some(name.as_str()),
        }
    }

    /// Whether whoever asks may correct the graph.
    pub fn edits(&self, request: &Request) -> bool {
        let token = self.edit.as_ref();
        token.is_some_and(|token| self.shows(request, token))
    }

    fn knows(&self, request: &Request) -> bool {
        let token = self.token.as_ref();
        token.is_none_or(|token| self.shows(request, token))
    }

    /// Whether a request has a token: in a header, in the cookie, in its address.
    fn shows(&self, request: &Request, token: &str) -> bool {
        let bearer = request
            .header("authorization")
            .and_then(|value| value.strip_prefix("Bearer "));
        let name = self.cookie();
        let cookies = request.header("cookie").unwrap_or_default().split(';');
        let cookie = cookies
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(known, _)| *known == name);
        let cookie = cookie.map(|(_, value)| value);
        let given = [bearer, cookie, request.param("token")];
        given.into_iter().flatten().any(|given| same(given, token))
    }

    /// Takes the token out of the address and into a cookie, so that addresses can be shown and shared.
    pub fn welcome(&self, request: &Request) -> Option<Response> {
        let token = self.token.as_ref().or(self.edit.as_ref())?;
        let given = request.param("token").filter(|_| request.path == "/")?;
        // Where one may ask without it, a wrong one is not to take the place of a right one.
        let token = Some(token).filter(|token| same(given, token))?;
        let (_, query) = request.target.split_once('?')?;
        let rest = query.split('&').filter(|pair| !pair.starts_with("token="));
        let rest: Vec<&str> = rest.collect();
        let to = match rest.is_empty() {
            true => "/".to_string(),
            false => format!("/?{}", rest.join("&")),
        };
        let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax", self.cookie());
        Some(Response {
            status: 303,
            kind: "text/plain; charset=utf-8",
            headers: vec![("Location", to), ("Set-Cookie", cookie)],
            body: Vec::new(),
        })
    }

    /// Cookies know no ports.
    fn cookie(&self) -> String {
        format!("dateline-{}", self.port)
    }
}

/// Headers that every answer has.
pub(super) fn headers() -> Vec<(&'static str, String)> {
    [
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]
    .map(|(name, value)| (name, value.to_string()))
    .to_vec()
}

/// Whether two secrets are one; how long that takes tells nothing of them.
fn same(a: &str, b: &str) -> bool {
    Sha256::digest(a.as_bytes()) == Sha256::digest(b.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::Guard;

    #[test]
    fn only_own_names_are_answered() {
        let here = Guard::default();
        for (host, ours) in [
            ("localhost:8080", true),
            ("LOCALHOST", true),
            ("127.0.0.1:1", true),
            ("[::1]:1", true),
            ("192.168.1.5", false),
            ("news.example", false),
            ("localhost.news.example", false),
            ("127.0.0.1.news.example", false),
            ("", false),
        ] {
            assert_eq!(here.is_ours(host), ours, "{host}");
        }
        let there = Guard {
            listened: Some("desk.example".to_string()),
            ..Guard::default()
        };
        for (host, ours) in [
            ("desk.example:80", true),
            ("192.168.1.5:80", true),
            ("news.example", false),
        ] {
            assert_eq!(there.is_ours(host), ours, "{host}");
        }
    }
}
