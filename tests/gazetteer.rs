//! The tables in `gazetteer/` hold what their readers rely on.

use dateline::gazetteer::{Entry, Gazetteer, Gender, Identity};
use std::collections::HashSet;
use std::sync::LazyLock;

static WORLD: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// The lines of a table that are rows.
fn lines(table: &str) -> Vec<Vec<String>> {
    let path = format!("{}/gazetteer/{table}.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect(&path);
    text.lines()
        .skip(1)
        .map(|l| l.split('\t').map(str::to_string).collect())
        .collect()
}

#[test]
fn no_row_is_lost_and_no_id_is_twice_or_out_of_order() {
    for (table, columns, loaded) in [
        ("countries", 15, WORLD.countries().len()),
        (
            "regions",
            9,
            WORLD.regions().len() - lines("provinces").len(),
        ),
        ("provinces", 6, lines("provinces").len()),
        ("organisations", 6, WORLD.organisations().len()),
        ("identities", 3, lines("identities").len()),
    ] {
        let rows = lines(table);
        assert_eq!(rows.len(), loaded, "{table}: a row was not understood");
        for pair in rows.windows(2) {
            assert!(pair[0][0] < pair[1][0], "{table}: {:?}", pair[1][0]);
        }
        for row in rows {
            assert_eq!(row.len(), columns, "{table}: {row:?}");
        }
    }
    for row in lines("titles") {
        let title = WORLD.title(&row[0]);
        assert_eq!(title.map(|t| t.title), Some(row[0].as_str()), "{row:?}");
    }
    for row in lines("holders") {
        let found = WORLD.holders(&row[0]);
        assert!(
            found.iter().any(|h| h.from.to_string() == row[4]),
            "{row:?}"
        );
    }
    let given = lines("given_names");
    for row in &given {
        assert!(WORLD.gender(&row[0]).is_some(), "{row:?}");
    }
}

#[test]
fn every_country_has_an_adjective_a_people_and_a_capital() {
    for country in WORLD.countries() {
        assert!(!country.adjectives.is_empty(), "{}", country.id);
        assert!(!country.people.is_empty(), "{}", country.id);
        assert!(!country.capital.is_empty(), "{}", country.id);
        assert_eq!(WORLD.country(country.id), Some(country));
    }
    assert!(WORLD.countries().len() >= 200);
}

#[test]
fn every_reference_leads_somewhere() {
    for organisation in WORLD.organisations() {
        if let Some(id) = organisation.country {
            assert!(WORLD.country(id).is_some(), "{}: {id}", organisation.id);
        }
        if let Some(id) = organisation.part_of {
            assert!(
                WORLD.organisation(id).is_some(),
                "{}: {id}",
                organisation.id
            );
        }
    }
    for region in WORLD.regions() {
        for id in &region.within {
            assert!(WORLD.country(id).is_some(), "{}: {id}", region.id);
        }
    }
    for row in lines("holders") {
        let known = WORLD.country(&row[3]).is_some() || WORLD.organisation(&row[3]).is_some();
        assert!(known, "{row:?}");
        assert!(WORLD.title(&row[2]).is_some(), "{row:?}");
    }
}

#[test]
fn nodes_are_known_elsewhere() {
    for row in lines("identities") {
        let (kind, id) = row[0].split_once('/').expect("an id of a node");
        let known = match kind {
            "actor" => WORLD.country(id).is_some() || WORLD.organisation(id).is_some(),
            _ => WORLD.region(id).is_some(),
        };
        assert!(known, "{row:?}: nothing has that id");
        let identity = WORLD.identity(&row[0]);
        assert!(
            identity.geonames.is_some() || identity.wikidata.is_some(),
            "{row:?}"
        );
    }
    assert_eq!(WORLD.identity("actor/syria").wikidata, Some("Q858"));
    assert_eq!(WORLD.identity("place/sy-idlib").geonames, Some(169_387));
    assert_eq!(WORLD.identity("actor/nobody"), Identity::default());
    let states = WORLD.countries().iter().filter(|c| c.until.is_none());
    let without = states.filter(|c| {
        WORLD
            .identity(&format!("actor/{}", c.id))
            .wikidata
            .is_none()
    });
    assert_eq!(
        without.map(|c| c.id).collect::<Vec<_>>(),
        ["northern-cyprus"]
    );
}

#[test]
fn towns_lie_in_districts_and_provinces_of_today() {
    let town = |name: &str, country: &str| WORLD.place(name, &[country]).expect(name);
    let konduga = town("Konduga", "nigeria");
    assert_eq!(konduga.district.map(|d| d.name), Some("Konduga"));
    assert_eq!(konduga.province, "Borno");
    assert_eq!(
        town("Bunia", "democratic-republic-of-the-congo").province,
        "Ituri"
    );
    assert_eq!(
        town("Washington", "united-states").province,
        "District of Columbia"
    );
    let hapur = WORLD
        .district_named("Hapur", &["india"])
        .expect("a district");
    let extent = WORLD.extent_of_district(hapur.geonames).expect("its towns");
    assert_eq!(
        (extent.country, extent.province),
        ("india", "Uttar Pradesh")
    );
    let (lat, lon) = extent.middle;
    assert!(
        (28.0..29.5).contains(&lat) && (77.0..78.5).contains(&lon),
        "{extent:?}"
    );
    assert_eq!(WORLD.district_named("Hapur", &["syria"]), None);
}

#[test]
fn words_lead_to_countries() {
    let id = |c: Option<&dateline::gazetteer::Country>| c.map(|c| c.id);
    assert_eq!(id(WORLD.demonym("Turkish")), Some("turkey"));
    assert_eq!(id(WORLD.demonym("American")), Some("united-states"));
    assert_eq!(id(WORLD.demonym("U.S.")), Some("united-states"));
    assert_eq!(id(WORLD.demonym("us")), None);
    assert_eq!(id(WORLD.demonym("Dominican")), Some("dominican-republic"));
    assert_eq!(id(WORLD.people("Turks")), Some("turkey"));
    assert_eq!(id(WORLD.metonym("Kremlin")), Some("russia"));
    assert_eq!(id(WORLD.metonym("the White House")), Some("united-states"));
    assert_eq!(id(WORLD.metonym("Moscow")), Some("russia"));
    assert_eq!(id(WORLD.country_by_code("tr")), Some("turkey"));
    assert_eq!(id(WORLD.country_by_code("SYR")), Some("syria"));
}

#[test]
fn names_lead_to_entries() {
    let first = |name: &str| WORLD.lookup(name).first().map(|e| e.name().to_string());
    assert_eq!(first("Türkiye").as_deref(), Some("Turkey"));
    assert_eq!(
        first("the United Nations").as_deref(),
        Some("United Nations")
    );
    assert_eq!(first("ISIL").as_deref(), Some("Islamic State"));
    assert_eq!(first("Georgia").as_deref(), Some("Georgia"));
    assert!(matches!(WORLD.lookup("Georgia")[0], Entry::Country(_)));
    assert!(WORLD.lookup("Qwertyuiop").is_empty());
    assert!(WORLD.lookup("").is_empty());
}

#[test]
fn un_bodies_are_found_by_the_long_name_too() {
    for (long, id) in [
        ("United Nations Security Council", "un-security-council"),
        ("United Nations Refugee Agency", "unhcr"),
        ("United Nations OCHA", "ocha"),
    ] {
        let found = WORLD.lookup(long);
        assert!(
            matches!(found[..], [Entry::Organisation(o)] if o.id == id),
            "{long}: {found:?}"
        );
    }
}

#[test]
fn regions_and_their_people_are_known() {
    let first = |name: &str| WORLD.lookup(name).first().map(|e| e.name().to_string());
    assert_eq!(first("Donbass").as_deref(), Some("Donbas"));
    assert_eq!(first("Gaza").as_deref(), Some("Gaza Strip"));
    assert_eq!(
        WORLD.region_demonym("Kurds").map(|r| r.id),
        Some("kurdistan")
    );
    assert_eq!(
        WORLD.region_demonym("Chechen").map(|r| r.id),
        Some("chechnya")
    );
    let mut ids: Vec<_> = WORLD.regions().iter().map(|r| r.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), WORLD.regions().len());
}

#[test]
fn an_office_is_held_by_one_at_a_time() {
    let on = |year, month, day| jiff::civil::date(year, month, day);
    let who = |title, country, day| WORLD.in_office(title, country, day).map(|h| h.person);
    let minister = who("foreign minister", "turkey", on(2020, 2, 6));
    assert_eq!(minister, Some("Mevlut Cavusoglu"));
    let president = who("president", "united-states", on(2021, 1, 20));
    assert_eq!(president, Some("Joe Biden"));
    assert_eq!(who("president", "france", on(1900, 1, 1)), None);
    assert_eq!(WORLD.holders("Çavuşoğlu").len(), 1);
    assert!(WORLD.holders("Nobody").is_empty());
}

#[test]
fn titles_match_the_longest() {
    let words = ["foreign", "minister", "of", "turkey"];
    let (n, title) = WORLD.match_title(&words).expect("a title");
    assert_eq!((n, title.title), (2, "foreign minister"));
    assert_eq!(
        WORLD.title("presidents").map(|t| t.title),
        Some("president")
    );
    assert!(WORLD.match_title(&["house"]).is_none());
    assert!(WORLD.match_title(&[]).is_none());
}

#[test]
fn given_names_have_a_gender() {
    assert_eq!(WORLD.gender("Angela"), Some(Gender::Female));
    assert_eq!(WORLD.gender("Mevlüt"), Some(Gender::Male));
    assert_eq!(WORLD.gender("Xyz"), None);
}

#[test]
fn titles_are_lower_case_and_once() {
    let mut seen = HashSet::new();
    for row in lines("titles") {
        assert_eq!(row[0], row[0].to_lowercase());
        assert!(seen.insert(row[0].clone()), "{}", row[0]);
    }
}

#[test]
fn the_country_the_article_is_about_wins() {
    let place =
        |name: &str, prefer: &[&str]| WORLD.place(name, prefer).map(|p| (p.name, p.country));
    assert_eq!(place("Tripoli", &[]), Some(("Tripoli", "libya")));
    assert_eq!(place("Tripoli", &["lebanon"]).map(|p| p.1), Some("lebanon"));
    assert_eq!(place("Surman", &[]).map(|p| p.1), Some("libya"));
    assert_eq!(place("Sarman", &["syria"]).map(|p| p.1), Some("syria"));
    assert_eq!(place("Paris", &["syria"]).map(|p| p.1), Some("france"));
    assert_eq!(place("Qwertyuiop", &["syria"]), None);
}

#[test]
fn towns_are_found_in_other_spellings() {
    for name in [
        "Saraqib",
        "Saraqeb",
        "Sarāqib",
        "Ma'arrat al-Numan",
        "Maarat al-Nu'man",
        "Morek",
        "Khan Sheikhoun",
    ] {
        let found = WORLD.place(name, &["syria"]).map(|p| p.country);
        assert_eq!(found, Some("syria"), "{name}");
    }
    for name in ["Kharkiv", "Kharkov", "Bakhmut", "Avdiivka", "Avdeevka"] {
        let found = WORLD.place(name, &["ukraine"]).map(|p| p.country);
        assert_eq!(found, Some("ukraine"), "{name}");
    }
}

#[test]
fn regions_reach_to_their_towns_and_camps_are_points() {
    let reach = |id: &str| WORLD.reach_of_region(WORLD.region(id).expect(id));
    let idlib = reach("sy-idlib").expect("a province is no point");
    assert!((30.0..90.0).contains(&idlib), "{idlib}");
    assert!(reach("south-china-sea").is_some_and(|km| km > 300.0));
    assert!(reach("africa").is_some_and(|km| km > 1000.0));
    assert_eq!(reach("al-hol-camp"), None);
    let syria = WORLD.reach_of_country(WORLD.country("syria").expect("Syria"));
    assert!((250.0..600.0).contains(&syria), "{syria}");
}

#[test]
fn the_chief_town_of_a_province_is_where_most_live() {
    let chief = |town: &str, country: &str, region: &str| {
        let town = WORLD.place(town, &[country]).expect(town);
        WORLD.is_chief_town(&town, WORLD.region(region).expect(region))
    };
    assert!(chief("Kabul", "afghanistan", "af-kabul"));
    assert!(chief("Aleppo", "syria", "sy-aleppo"));
    assert!(!chief("Idlib", "syria", "sy-idlib"));
}

#[test]
fn a_town_is_known_by_its_own_name() {
    let own = |name: &str, country: &str| {
        let town = WORLD.place(name, &[country]).expect(name);
        WORLD.is_own_name(&town, name)
    };
    assert!(own("Saraqeb", "syria"));
    assert!(own("Khan Sheikhoun", "syria"));
    assert!(!own("Ber", "france"));
}

#[test]
fn words_before_a_name_tell_where_from_it() {
    let read = |words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        let (count, vicinity) = WORLD.vicinity(&words)?;
        let (lat, long) = vicinity.from((35.86, 36.81));
        Some((count, lat, long, vicinity.radius))
    };
    assert_eq!(read("hit near"), Some((1, 35.86, 36.81, 10.0)));
    assert_eq!(
        read("12 km east of"),
        Some((4, 35.86, 36.94, 2.4000000000000004))
    );
    assert_eq!(read("20 miles north of"), Some((4, 36.15, 36.81, 6.436)));
    assert_eq!(read("the city of"), None);
}
