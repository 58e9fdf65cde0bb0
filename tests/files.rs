//! Writing files: all of it or nothing, and never over something else by mistake.

mod common;

use common::names;
use dateline::files::{self, AtomicFile, Existing, FileError};
use std::fs;
use std::io::Write;
use std::path::Path;

#[test]
fn a_file_is_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answer.csv");
    let mut file = AtomicFile::create(&path, Existing::Keep, &[]).unwrap();
    file.write_all(b"half").unwrap();
    file.flush().unwrap();
    assert!(!path.exists());
    drop(file);
    assert!(
        names(folder.path()).is_empty(),
        "what is given up leaves nothing"
    );
    files::write(&path, Existing::Keep, &[], b"whole").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"whole");
    assert_eq!(names(folder.path()), ["answer.csv"]);
}

#[test]
fn a_file_that_is_there_stays_unless_it_may_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes");
    fs::write(&path, "mine").unwrap();
    let error = files::write(&path, Existing::Keep, &[], b"other").unwrap_err();
    assert!(matches!(error, FileError::Exists { .. }), "{error}");
    assert!(error.to_string().contains("--force"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    files::write(&path, Existing::Replace, &[], b"other").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"other");
}

#[test]
fn a_file_that_appears_meanwhile_stays_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes");
    let file = AtomicFile::create(&path, Existing::Keep, &[]).unwrap();
    fs::write(&path, "mine").unwrap();
    let error = file.commit().unwrap_err();
    assert!(matches!(error, FileError::Exists { .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    assert_eq!(names(folder.path()), ["notes"]);
}

#[test]
fn several_files_take_their_places_only_when_all_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let begin = |path: &Path, text: &str| {
        let mut file = AtomicFile::create(path, Existing::Replace, &[]).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    };
    files::commit_all([begin(&one, "1"), begin(&two, "2")]).unwrap();
    assert_eq!(fs::read(&one).unwrap(), b"1");
    assert_eq!(fs::read(&two).unwrap(), b"2");
    assert_eq!(names(folder.path()), ["one", "two"]);
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let kept = |path: &Path| files::write(path, Existing::Replace, &[], b"x").unwrap_err();
    assert!(matches!(kept(folder.path()), FileError::Folder { .. }));
    assert!(matches!(
        kept(&folder.path().join("new/")),
        FileError::Folder { .. }
    ));
    assert!(matches!(
        kept(&folder.path().join("none/file")),
        FileError::NoFolder { .. }
    ));
    assert!(names(folder.path()).is_empty());
}

/// Links, modes, pipes and hard links are things of Unix.
#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    #[test]
    fn a_link_stays_and_its_file_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("far")).unwrap();
        let (link, real) = (folder.path().join("link"), folder.path().join("far/real"));
        symlink("far/real", &link).unwrap();
        files::write(&link, Existing::Keep, &[], b"new").unwrap();
        assert_eq!(
            fs::read(&real).unwrap(),
            b"new",
            "a link to a file that is not yet"
        );
        files::write(&link, Existing::Replace, &[], b"newer").unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"newer");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(names(&folder.path().join("far")), ["real"]);
        let round = folder.path().join("round");
        symlink("round", &round).unwrap();
        files::write(&round, Existing::Replace, &[], b"x").unwrap_err();
    }

    #[test]
    fn the_mode_of_a_file_stays_and_a_new_one_is_as_any_other() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
        let (secret, new, other) = (
            folder.path().join("secret"),
            folder.path().join("new"),
            folder.path().join("other"),
        );
        fs::write(&secret, "x").unwrap();
        for bits in [0o600, 0o640, 0o664] {
            fs::set_permissions(&secret, fs::Permissions::from_mode(bits)).unwrap();
            files::write(&secret, Existing::Replace, &[], b"y").unwrap();
            assert_eq!(mode(&secret), bits);
        }
        files::write(&new, Existing::Keep, &[], b"y").unwrap();
        fs::write(&other, "z").unwrap();
        assert_eq!(mode(&new), mode(&other));
    }

    #[test]
    fn pipes_and_devices_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )
        .unwrap();
        for path in [
            pipe.as_path(),
            Path::new("/dev/zero"),
            Path::new("/dev/tty"),
        ] {
            let error = files::write(path, Existing::Replace, &[], b"x").unwrap_err();
            assert!(matches!(error, FileError::Special { .. }), "{error}");
        }
        // It swallows all, and is not replaced.
        files::write(Path::new("/dev/null"), Existing::Keep, &[], b"x").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }

    #[test]
    fn a_file_is_not_written_over_what_it_is_made_from() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("graph");
        fs::write(&source, "graph").unwrap();
        let (link, hard) = (folder.path().join("link"), folder.path().join("hard"));
        symlink(&source, &link).unwrap();
        fs::hard_link(&source, &hard).unwrap();
        let around = folder
            .path()
            .join("../")
            .join(folder.path().file_name().unwrap());
        for target in [&source, &link, &hard, &around.join("graph")] {
            for existing in [Existing::Keep, Existing::Replace] {
                let error = files::write(target, existing, &[&source], b"x").unwrap_err();
                assert!(matches!(error, FileError::Source { .. }), "{error}");
            }
        }
        assert_eq!(fs::read(&source).unwrap(), b"graph");
    }

    #[test]
    fn what_a_killed_run_left_is_swept_and_what_another_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let left = ".graph.dateline-4000000-aBcDeF.tmp";
        fs::write(folder.path().join(left), "half").unwrap();
        // Whoever planted this link does not have its file removed.
        fs::write(folder.path().join("theirs"), "x").unwrap();
        symlink("theirs", folder.path().join(".x.dateline-1-aaaaaa.tmp")).unwrap();
        for name in [".vimrc.tmp", ".my.dateline-notes.tmp"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let mut running =
            AtomicFile::create(&folder.path().join("other"), Existing::Keep, &[]).unwrap();
        running.write_all(b"whole").unwrap();
        files::write(&folder.path().join("graph"), Existing::Keep, &[], b"y").unwrap();
        assert!(!names(folder.path()).iter().any(|name| name == left));
        running.commit().unwrap();
        assert_eq!(fs::read(folder.path().join("other")).unwrap(), b"whole");
        assert_eq!(
            names(folder.path()),
            [
                ".my.dateline-notes.tmp",
                ".vimrc.tmp",
                ".x.dateline-1-aaaaaa.tmp",
                "graph",
                "other",
                "theirs"
            ]
        );
    }
}
