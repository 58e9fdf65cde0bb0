//! Sources are no attackers.

use super::{attacks, names};

#[test]
fn whoever_tells_it_did_not_do_it() {
    for text in [
        "Jets hit the market of Taiz, killing nine people, the Gulf Monitor for Human Rights said.",
        "The Gulf Monitor for Human Rights said jets hit the market of Taiz, killing nine people.",
        "Gunmen shot dead two judges in Aden on Monday, a spokesman for the interior ministry said.",
        "A NATO spokesman said an explosion had killed three workers at the airport.",
        "Two days after an attack in the same valley killed seven porters, the Gulf Monitor for Human Rights said.",
        "According to the Gulf Monitor for Human Rights, a car bomb killed nine people in Taiz.",
        "ADEN (AFP) - A car bomb killed nine people in Taiz on Monday, AFP reported.",
    ] {
        let found = attacks(text);
        assert!(!found.is_empty(), "{text}");
        for name in names(&found, "perpetrator") {
            let source = ["Monitor", "NATO", "ministry", "spokesman", "France"];
            assert!(!source.iter().any(|s| name.contains(s)), "{text}: {name}");
        }
    }
}

#[test]
fn a_source_that_says_it_of_itself_did_it() {
    for text in [
        "The army said it had shelled the town of Taiz.",
        "The army admitted shelling the town of Taiz.",
        "The army, which shelled the town of Taiz on Monday, said that it would go on.",
        "The army attacked the town of Taiz and said that it would go on.",
    ] {
        assert_eq!(names(&attacks(text), "perpetrator"), ["army"], "{text}");
    }
    let claimed = attacks("The Dawn Brigade claimed responsibility for the attack on the port.");
    assert_eq!(names(&claimed, "perpetrator"), ["Dawn Brigade"]);
}

#[test]
fn those_who_are_asked_to_end_their_raids_made_them() {
    let found = attacks("The NATO chief urged Sudan and Chad to stop their bombing of villages.");
    let mut who = names(&found, "perpetrator");
    who.sort_unstable();
    assert_eq!(who, ["Chad", "Sudan"], "{found:#?}");
}
