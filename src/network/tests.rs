//! Paths and ranks on a small network.

use super::*;

fn network() -> Network {
    let mut network = Network::default();
    network.add_role("e1", "speaker", "a");
    network.add_role("e1", "addressee", "b");
    network.add_role("e2", "party", "b-minister");
    network.add_role("e2", "party", "c");
    network.add_role("e3", "party", "a");
    network.add_role("e3", "party", "d");
    network.add_part("b-minister", "b");
    network
}

fn all(network: &Network) -> Among<'_> {
    let events = ["e1", "e2", "e3", "e4", "e5"].map(str::to_string);
    network.among(&events)
}

fn list(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| n.to_string()).collect()
}

#[test]
fn a_shortest_path_goes_through_parts_for_nothing() {
    let network = network();
    let path = all(&network)
        .shortest(&list(&["a"]), &list(&["c"]), None)
        .unwrap();
    let nodes: Vec<&str> = path.iter().map(|l| l.to.as_str()).collect();
    assert_eq!(nodes, ["e1", "b", "b-minister", "e2", "c"]);
    assert!(
        all(&network)
            .shortest(&list(&["a"]), &list(&["c"]), Some(1))
            .is_none()
    );
}

#[test]
fn all_paths_come_with_the_shorter_first_and_are_limited() {
    let mut network = network();
    network.add_role("e4", "party", "d");
    network.add_role("e4", "party", "c");
    network.add_role("e5", "target", "c");
    network.add_role("e5", "perpetrator", "a");
    let found = all(&network).all(&list(&["a"]), &list(&["c"]), &[], 3, 10);
    let lengths: Vec<usize> = found.paths.iter().map(Vec::len).collect();
    assert_eq!(lengths, [2, 5, 4]);
    assert!(!found.cut);
    assert!(
        all(&network)
            .all(&list(&["a"]), &list(&["c"]), &[], 3, 1)
            .cut
    );
}

#[test]
fn a_path_goes_through_what_it_must() {
    let network = network();
    let nodes = |path: Path| -> Vec<String> { path.into_iter().map(|l| l.to).collect() };
    let path = all(&network)
        .shortest_via(&list(&["d"]), &list(&["b"]), &list(&["c"]), None)
        .unwrap();
    assert_eq!(nodes(path), ["e3", "a", "e1", "b", "b-minister", "e2", "c"]);
    let found = all(&network).all(&list(&["a"]), &list(&["c"]), &list(&["d"]), 3, 10);
    assert!(found.paths.is_empty());
    let found = all(&network).all(&list(&["a"]), &list(&["c"]), &list(&["b"]), 3, 10);
    assert_eq!(found.paths.len(), 1);
}

#[test]
fn a_path_keeps_to_the_events_that_are_let_in() {
    let network = network();
    let without = network.among(&list(&["e1", "e3"]));
    assert!(
        without
            .shortest(&list(&["a"]), &list(&["c"]), None)
            .is_none()
    );
    assert!(
        without
            .shortest(&list(&["d"]), &list(&["b"]), None)
            .is_some()
    );
    let found = without.all(&list(&["d"]), &list(&["b"]), &[], 3, 10);
    assert_eq!(found.paths.len(), 1);
}

#[test]
fn nobody_is_joined_to_what_is_not_there() {
    assert_eq!(
        all(&network()).shortest(&list(&["a"]), &list(&["z"]), None),
        None
    );
    assert!(
        all(&network())
            .all(&list(&["z"]), &list(&["a"]), &[], 3, 10)
            .paths
            .is_empty()
    );
}

#[test]
fn no_path_leads_through_nobody_in_particular() {
    let mut network = Network::default();
    network.add_role("e1", "perpetrator", "a");
    network.add_role("e1", "target", "people");
    network.add_role("e2", "target", "people");
    network.add_role("e2", "perpetrator", "b");
    let (a, b, people) = (list(&["a"]), list(&["b"]), list(&["people"]));
    let shortest = |network: &Network, to: &[String]| all(network).shortest(&a, to, None).is_some();
    let any = |network: &Network, via: &[String]| all(network).all(&a, &b, via, 3, 9).paths.len();
    assert!(shortest(&network, &b));
    assert_eq!(any(&network, &[]), 1);
    network.add_common("people");
    assert!(!shortest(&network, &b));
    assert_eq!(any(&network, &[]), 0);
    // Who asks for them gets them.
    assert!(shortest(&network, &people));
    assert_eq!(any(&network, &people), 1);
    let through = all(&network).shortest_via(&a, &people, &b, None);
    assert_eq!(through.map(|path| path.len()), Some(4));
}
