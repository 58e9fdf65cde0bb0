//! A pseudo-terminal with a shell on one side and a test on the other.

use rustix::fs::{Mode, OFlags, open};
use rustix::process::{ioctl_tiocsctty, setsid};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Ctrl-C.
pub const INTERRUPT: &str = "\x03";
/// How long something may take to appear; machines that run tests are busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a terminal is started with.
pub struct Start {
    columns: u16,
    lines: u16,
    set: Vec<(String, String)>,
    home: tempfile::TempDir,
    args: Vec<String>,
}

/// A terminal of 100 columns.
pub fn terminal() -> Start {
    Start {
        columns: 100,
        lines: 50,
        set: Vec::new(),
        home: tempfile::tempdir().unwrap(),
        args: Vec::new(),
    }
}

impl Start {
    pub fn columns(mut self, columns: u16) -> Start {
        self.columns = columns;
        self
    }

    pub fn lines(mut self, lines: u16) -> Start {
        self.lines = lines;
        self
    }

    pub fn set(mut self, name: &str, value: &str) -> Start {
        self.set.push((name.to_string(), value.to_string()));
        self
    }

    /// Uses a script as `EDITOR` or `PAGER`.
    pub fn script(self, name: &str, text: &str) -> Start {
        let path = self.home.path().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let value = path.to_str().unwrap().to_string();
        self.set(&name.to_uppercase(), &value)
    }

    /// Starts this instead of the shell on the example articles.
    pub fn args(mut self, args: &[&str]) -> Start {
        self.args = args.iter().map(|arg| (*arg).to_string()).collect();
        self
    }

    /// Starts the shell.
    pub fn start(self) -> Terminal {
        let args = match self.args.is_empty() {
            true => vec!["repl".to_string(), crate::common::store().to_string()],
            false => self.args,
        };
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&ours).unwrap();
        unlockpt(&ours).unwrap();
        let name = ptsname(&ours, Vec::new()).unwrap();
        let theirs = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        size(&ours, self.columns, self.lines);
        let end = || Stdio::from(theirs.try_clone().unwrap());
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("dateline"));
        command
            .args(args)
            .env_remove("NO_COLOR")
            .env_remove("COLUMNS")
            .env_remove("VISUAL")
            .env("TERM", "xterm-256color")
            .env("PAGER", "")
            .env("HOME", self.home.path())
            .env("XDG_DATA_HOME", self.home.path().join("data"))
            .env("XDG_CONFIG_HOME", self.home.path().join("config"))
            .envs(self.set)
            .stdin(end())
            .stdout(end())
            .stderr(end());
        // SAFETY: between fork and exec only two system calls are made, neither of which allocates or locks.
        #[allow(unsafe_code, reason = "nothing else runs between fork and exec")]
        unsafe {
            command.pre_exec(|| {
                // Keys like Ctrl-C become signals for whoever the terminal controls.
                setsid()?;
                ioctl_tiocsctty(rustix::stdio::stdin())?;
                Ok(())
            });
        }
        let child = command.spawn().unwrap();
        drop(theirs);
        let shown = Arc::new(Mutex::new(Shown {
            screen: vt100::Parser::new(number(self.lines), number(self.columns), 0),
            bytes: Vec::new(),
        }));
        let mut reader = File::from(ours.try_clone().unwrap());
        let writer = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut bytes) {
                let mut shown = writer.lock().unwrap();
                shown.screen.process(&bytes[..length]);
                shown.bytes.extend_from_slice(&bytes[..length]);
            }
        });
        Terminal {
            child,
            keys: File::from(ours),
            shown,
            lines: self.lines,
            home: self.home,
        }
    }
}

struct Shown {
    screen: vt100::Parser,
    bytes: Vec<u8>,
}

/// A running shell.
pub struct Terminal {
    child: Child,
    keys: File,
    shown: Arc<Mutex<Shown>>,
    lines: u16,
    home: tempfile::TempDir,
}

impl Terminal {
    /// Presses keys.
    pub fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// What stands on the screen, without blanks at the ends of lines; a blank stands behind the last prompt.
    pub fn screen(&self) -> String {
        let shown = self.shown.lock().unwrap();
        let screen = shown.screen.screen();
        let (_, columns) = screen.size();
        let lines: Vec<String> = screen
            .rows(0, columns.into())
            .map(|line| line.trim_end().to_string())
            .collect();
        let text = lines.join("\n");
        let text = text.trim_end();
        match text.ends_with('>') {
            true => format!("{text} "),
            false => format!("{text}\n"),
        }
    }

    /// Waits for words on the screen.
    pub fn until(&self, words: &str) {
        let begun = Instant::now();
        while !self.screen().contains(words) {
            assert!(
                begun.elapsed() < PATIENCE,
                "{words:?} is not to be seen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses Ctrl-C and waits for the next prompt.
    pub fn interrupt(&mut self) {
        self.keys(INTERRUPT);
        let begun = Instant::now();
        while !self.screen().ends_with("\n> ") {
            assert!(begun.elapsed() < PATIENCE, "no prompt:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether a line was too long for the screen.
    pub fn wraps(&self) -> bool {
        let shown = self.shown.lock().unwrap();
        (0..self.lines).any(|line| shown.screen.screen().row_wrapped(line))
    }

    /// Whether a colour or a weight was asked for.
    pub fn colours(&self) -> bool {
        let shown = self.shown.lock().unwrap();
        let text = String::from_utf8_lossy(&shown.bytes);
        text.split("\u{1b}[").skip(1).any(|code| {
            let end = code.find(|c: char| !c.is_ascii_digit() && c != ';');
            end.is_some_and(|end| end > 0 && code[end..].starts_with('m') && &code[..end] != "0")
        })
    }

    /// Makes the window so wide.
    pub fn resize(&mut self, columns: u16) {
        size(&self.keys, columns, self.lines);
        let mut shown = self.shown.lock().unwrap();
        let (lines, columns) = (number(self.lines), number(columns));
        shown.screen.screen_mut().set_size(lines, columns);
    }

    /// Waits until the shell has ended, and gives its exit code.
    pub fn ends(&mut self) -> i32 {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "still there:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The folder that was its home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(terminal: &(impl std::os::fd::AsFd + ?Sized), columns: u16, lines: u16) {
    let size = Winsize {
        ws_row: lines,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(terminal, size).unwrap();
}

fn number(size: u16) -> NonZeroU16 {
    NonZeroU16::new(size).unwrap()
}
