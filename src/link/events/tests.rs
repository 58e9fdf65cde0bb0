use super::*;
use crate::link::Dossier;
use crate::ontology::Ontology;
use proptest::prelude::*;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());

const KINDS: [&str; 3] = ["Airstrike", "Shelling", "Attack"];
const SIDES: [&str; 3] = ["Norland", "Sudmark", "soldiers"];
const TOWNS: [(&str, &str); 3] = [
    ("Vesna", "place/vesna-123456"),
    ("Duna", "place/duna-234567"),
    ("Ostia", "place/ostia-345678"),
];
const WORDS: &str = "bakers fishermen teachers drivers nurses tailors sailors farmers miners masons bridges harbours markets \
    orchards stations cellars windows chimneys ladders lanterns carpets kettles barrels baskets candles hammers violins \
    trumpets blankets mirrors gardens meadows rivers forests valleys quarries tunnels castles chapels kitchens Vesna Duna \
    Ostia planes guns struck shelled bombed convoy school depot bridge hospital dawn ridge mill yard";

/// Numbers that an account is made of.
type Dice = [usize; 8];

/// What one article tells, in words that `begin` somewhere among all words.
fn dossier(number: usize, begin: usize, told: &[Dice]) -> Dossier {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let some = |from: usize, count: usize| {
        let words = words.iter().cycle().skip(from).take(count);
        words.copied().collect::<Vec<_>>().join(" ")
    };
    let text = format!("Yesterday {}.", some(begin, 45));
    let mut dossier = Dossier::default();
    dossier.document.id = format!("document/{number}");
    dossier.document.text = text;
    let accounts = told.iter().enumerate();
    let accounts = accounts.map(|(n, [kind, doer, victim, town, day, killed, words, length])| {
        let (town, place) = TOWNS[town % 3];
        let filler = |name: &str, id: String, class: &str| {
            serde_json::json!([{"id": id, "name": name, "class": class, "text": name, "begin": 0, "end": 0}])
        };
        let side = |side: &usize| {
            let side = SIDES[side % 3];
            filler(side, format!("actor/{}", side.to_lowercase()), "Forces")
        };
        let sentence = some(*words, 4 + length % 10);
        let kind = KINDS[kind % 3];
        let date = format!("2021-05-0{}", 1 + day % 6);
        let account = serde_json::json!({
            "id": format!("document/{number}/account/{n}"), "document": format!("document/{number}"),
            "kind": kind, "kinds": ONTOLOGY.lineage(kind), "modality": "asserted", "foundBy": "made",
            "roles": {"perpetrator": side(doer), "victim": side(victim), "place": filler(town, place.to_string(), "Place")},
            "date": {"interval": {"begin": date, "end": date}, "begin": date, "end": date, "presumed": day % 6 == 5},
            "quantities": [{"of": "killed", "min": killed % 40, "max": killed % 40, "text": "some", "begin": 0, "end": 0}],
            "attributedTo": [], "trigger": [0, 6 + length % 9],
            "evidence": {"text": sentence, "begin": 100 * (n * 7 % 10), "end": 100 * (n * 7 % 10) + 90},
        });
        serde_json::from_value(account).expect("an account")
    });
    dossier.accounts = accounts.collect();
    dossier
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    /// What is left out because it cannot come to what is wanted would not have come to it.
    #[test]
    fn nothing_that_is_wanted_is_left_out(
        told in proptest::collection::vec((0..60usize, proptest::collection::vec(any::<[u8; 8]>(), 1..5)), 2..7),
        least in -6.0..6.0f64,
    ) {
        let dossiers = told.iter().enumerate().map(|(number, (begin, told))| {
            let told: Vec<Dice> = told.iter().map(|dice| dice.map(usize::from)).collect();
            dossier(number, *begin, &told)
        });
        let dossiers: Vec<Dossier> = dossiers.collect();
        let (profiles, documents) = crate::link::profiles(&dossiers, &ONTOLOGY);
        let between = Between {
            profiles: &profiles,
            documents: &documents,
            origins: &Origins::of(&dossiers),
            stories: &Stories::of(&dossiers),
        };
        let mut signs = Vec::new();
        for a in 0..profiles.len() {
            for b in (0..profiles.len()).filter(|b| documents[a] != documents[*b]) {
                let mut score = |least| between.score(&between.company(a, b), (a, b), least, &mut signs);
                let (all, some) = (score(compare::ALL), score(least));
                let wanted = all.filter(|score| *score >= least);
                prop_assert_eq!(wanted, some.filter(|score| *score >= least));
            }
        }
    }
}

#[test]
fn two_groups_are_others_once_one_has_grown() {
    let documents = [0, 1, 2, 3];
    let mut clusters = Clusters::new(&documents);
    clusters.join(0, 1);
    let both = clusters.both(1, 2);
    assert_eq!(both, clusters.both(0, 2));
    assert_ne!(both, clusters.both(2, 0));
    clusters.join(2, 3);
    assert_ne!(both, clusters.both(0, 3));
}
