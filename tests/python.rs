//! The Python module as a wheel puts it into an environment: the system's `python3`, the binary, no package and no network.

mod common;

use common::store;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An environment of its own with the module, and the program where a wheel has it.
struct Environment(tempfile::TempDir);

impl Environment {
    fn new() -> Environment {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("python3")
            .args(["-m", "venv", "--without-pip"])
            .arg(folder.path())
            .output()
            .unwrap_or_else(|error| {
                panic!("python3 is needed to try the Python module; install it (on Debian: apt install python3): {error}")
            });
        good(&made);
        let environment = Environment(folder);
        let packages = environment.says("import sysconfig; print(sysconfig.get_path('purelib'))");
        let module = Path::new(&packages).join("dateline");
        fs::create_dir_all(&module).unwrap();
        for file in fs::read_dir("python/dateline").unwrap().flatten() {
            if file.path().is_file() {
                fs::copy(file.path(), module.join(file.file_name())).unwrap();
            }
        }
        let program = assert_cmd::cargo::cargo_bin!("dateline");
        std::os::unix::fs::symlink(program, environment.program()).unwrap();
        environment
    }

    fn program(&self) -> PathBuf {
        self.0.path().join("bin/dateline")
    }

    fn runs(&self, code: &str) -> Output {
        Command::new(self.0.path().join("bin/python3"))
            .args(["-I", "-c", code, store()])
            .output()
            .unwrap()
    }

    /// What code prints; it has to end well.
    fn says(&self, code: &str) -> String {
        let run = self.runs(code);
        good(&run);
        String::from_utf8_lossy(&run.stdout).trim().to_string()
    }
}

fn good(run: &Output) {
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{}: {err}", run.status);
}

#[test]
fn the_module_asks_the_program_and_gives_records() {
    let environment = Environment::new();
    let program = environment.says("import dateline; print(dateline.program())");
    assert_eq!(
        Path::new(&program).canonicalize().unwrap(),
        environment.program().canonicalize().unwrap()
    );
    environment.says(
        r#"
import sys, dateline
store = sys.argv[1]
rows = dateline.query(store, "attacks by Syria on Turkey since 2020-02-01 | show date, place, killed | sort by date")
assert len(rows) == 2, rows
assert rows[0]["date"] == "2020-02-03" and rows[0]["killed"] == 8, rows
assert rows[0]["id"].startswith("https://"), rows
assert all(place["name"] and place["id"] for place in rows[0]["place"]), rows
assert rows[1]["killed"] is None, rows
vague = dateline.query(store, "attacks | show range of killed as dead | sort by dead")
vague = [row["dead"] for row in vague if isinstance(row["dead"], dict)]
assert {"min": 6, "max": None} in vague, vague
assert dateline.query(store, "attacks by Turkey on Iran") == []
# What a shell would take for an option, or a quotation mark, is part of the question.
assert dateline.query(store, "statements mentioning \"-o /nowhere\"") == []
"#,
    );
    for (question, code, words) in [
        ("atacks", 3, "attacks"),
        ("let a = attacks", 2, "one question"),
        ("attacks | count; attacks | count", 2, "one question"),
    ] {
        let told = environment.says(&format!(
            "import sys, dateline\ntry: dateline.query(sys.argv[1], {question:?})\nexcept dateline.Error as e: print(e.code, e)"
        ));
        assert!(
            told.starts_with(&code.to_string()) && told.contains(words),
            "{question}: {told}"
        );
    }
    let told = environment.says(
        "import dateline\ntry: dateline.query('none.dateline', 'attacks')\nexcept dateline.Error as e: print(e.code, e)",
    );
    assert!(
        told.starts_with('5') && told.matches("none.dateline").count() > 0,
        "{told}"
    );
}

#[test]
fn a_frame_has_names_instead_of_nodes_and_a_program_that_is_missing_is_said() {
    let environment = Environment::new();
    // Takes what it is given, as the real one does.
    let frame = environment.says(
        r#"
import sys, types, dateline
pandas = types.ModuleType("pandas")
pandas.DataFrame = lambda rows: rows
sys.modules["pandas"] = pandas
rows = dateline.to_pandas(sys.argv[1], "attacks by Syria on Turkey since 2020-02-01 | show place, killed | first 1")
print(rows[0]["place"], rows[0]["killed"])
"#,
    );
    assert_eq!(frame, "['Idlib', 'near Saraqeb'] 8");
    fs::remove_file(environment.program()).unwrap();
    let told = environment.says(
        r#"
import os, sys, dateline
os.environ["PATH"] = os.environ["HOME"] = "/nowhere"
try: dateline.query(sys.argv[1], "attacks")
except dateline.Error as e: print(e)
"#,
    );
    assert!(told.contains("neither beside this module"), "{told}");
}
