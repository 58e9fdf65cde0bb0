//! The words that made-up articles are made of.

/// Who fights: what it is called, what its people are called, and whom it belongs to.
pub const SIDES: [(&str, &str); 10] = [
    ("Turkey", "Turkish"),
    ("Syria", "Syrian"),
    ("Russia", "Russian"),
    ("Ukraine", "Ukrainian"),
    ("Israel", "Israeli"),
    ("Lebanon", "Lebanese"),
    ("Sudan", "Sudanese"),
    ("Ethiopia", "Ethiopian"),
    ("Libya", "Libyan"),
    ("Yemen", "Yemeni"),
];

/// Towns, by the side in whose country they lie.
pub const TOWNS: [[&str; 6]; 10] = [
    ["Hatay", "Gaziantep", "Kilis", "Mardin", "Adana", "Nusaybin"],
    ["Idlib", "Saraqib", "Aleppo", "Homs", "Daraa", "Raqqa"],
    [
        "Belgorod", "Kursk", "Rostov", "Bryansk", "Voronezh", "Taganrog",
    ],
    ["Kharkiv", "Mariupol", "Bakhmut", "Kherson", "Odesa", "Sumy"],
    ["Haifa", "Ashkelon", "Sderot", "Safed", "Nahariya", "Ashdod"],
    ["Tyre", "Sidon", "Baalbek", "Nabatieh", "Tripoli", "Beirut"],
    [
        "Khartoum",
        "Omdurman",
        "Nyala",
        "El Fasher",
        "Kassala",
        "Port Sudan",
    ],
    ["Mekelle", "Gondar", "Dessie", "Adwa", "Axum", "Addis Ababa"],
    ["Misrata", "Sirte", "Benghazi", "Derna", "Tobruk", "Sabha"],
    ["Sanaa", "Aden", "Taiz", "Marib", "Hodeidah", "Saada"],
];

/// Syllables of people's names.
pub const FIRST: [&str; 24] = [
    "Davor", "Selim", "Ilyan", "Marek", "Tarik", "Osman", "Petar", "Nadim", "Kemal", "Anton",
    "Yusuf", "Viktor", "Leila", "Mira", "Samira", "Irena", "Halima", "Olga", "Dina", "Farah",
    "Zora", "Rania", "Tamar", "Hanna",
];
pub const BEGIN: [&str; 20] = [
    "Bar", "Dol", "Ker", "Mav", "Nor", "Pel", "Ras", "Sav", "Tol", "Vek", "Zar", "Gor", "Hal",
    "Jar", "Lem", "Kov", "Dar", "Fen", "Mor", "Tas",
];
pub const MIDDLE: [&str; 12] = [
    "a", "ende", "ikor", "o", "ula", "emi", "ado", "iri", "una", "ola", "ebi", "ari",
];
pub const END: [&str; 16] = [
    "vic", "dan", "shar", "lov", "bek", "rani", "zade", "meh", "tov", "kin", "rad", "nur", "sik",
    "lan", "mar", "din",
];

pub const OUTLETS: [&str; 12] = [
    "Harbour Gazette",
    "Levant Wire",
    "Northern Dispatch",
    "Marmara Courier",
    "Frontline Briefs",
    "River Post",
    "Meridian News",
    "Plateau Observer",
    "Coastline Tribune",
    "Relief Bulletin",
    "Evening Ledger",
    "Border Monitor",
];

pub const OFFICES: [&str; 8] = [
    "Foreign Minister",
    "Defence Minister",
    "army spokesman",
    "Interior Minister",
    "Prime Minister",
    "government spokeswoman",
    "General",
    "Colonel",
];

pub const FORCES: [&str; 6] = [
    "forces",
    "army units",
    "warplanes",
    "artillery units",
    "soldiers",
    "troops",
];
pub const HIT: [&str; 12] = [
    "a convoy",
    "an observation post",
    "a power station",
    "a market",
    "a hospital",
    "a military base",
    "an ammunition depot",
    "a bridge",
    "residential buildings",
    "a bakery",
    "a checkpoint",
    "a school",
];
pub const STRUCK: [&str; 8] = [
    "shelled",
    "bombed",
    "attacked",
    "struck",
    "hit",
    "targeted",
    "fired rockets at",
    "raided",
];
pub const VICTIMS: [&str; 6] = [
    "soldiers",
    "civilians",
    "people",
    "fighters",
    "policemen",
    "aid workers",
];
pub const AGREED: [&str; 6] = [
    "a ceasefire",
    "a prisoner exchange",
    "joint patrols",
    "a humanitarian corridor",
    "a truce",
    "a withdrawal of heavy weapons",
];

/// What is said; `{t}` is a town and `{o}` the other side.
pub const SAYINGS: [&str; 14] = [
    "We will not accept attacks on our people in {t}",
    "Nobody who fires on {t} will be safe from our answer",
    "The forces of {o} have broken every promise they made to us",
    "We are ready to talk with {o} as soon as the guns are silent",
    "Our soldiers will stay near {t} until the last family has returned",
    "There is no evidence that our units were anywhere near {t}",
    "The world must not look away from what is happening in {t}",
    "{o} is responsible for the death of innocent people",
    "We have sent more troops to the area around {t}",
    "An agreement with {o} is possible before the end of the month",
    "The hospital in {t} has no more medicine and no fuel",
    "We reject the accusations of {o} in the strongest words",
    "The road to {t} remains closed to convoys of aid",
    "We have shown great patience with {o} for many months",
];

/// What tells of nothing that happened.
pub const FILLERS: [&str; 16] = [
    "The streets of {t} were almost empty on {d}, and most shops stayed closed behind their iron shutters.",
    "Residents of {t} described a night of loud explosions and long queues for bread and water.",
    "Prices of flour and cooking oil in {t} have doubled since the beginning of the year, traders there say.",
    "The fighting around {t} has driven thousands of families from their homes over the past months.",
    "Analysts see little chance that the situation near {t} will become calmer before the summer.",
    "In {t}, teachers hold classes in cellars because the upper floors of their buildings are not safe.",
    "The town of {t} lies on an important road and has changed hands several times during the war.",
    "Doctors in {t} work in two shifts and sleep between them in the corridors of the clinic.",
    "Farmers near {t} could not bring in their harvest because of mines in the fields.",
    "A long column of buses waited outside {t} in the rain for permission to leave.",
    "Photographs that were taken from the air show new trenches to the north of {t}.",
    "Aid organisations warn that stocks of food in {t} will not last longer than {n} days.",
    "The railway between {t} and {u} has been out of use for {n} weeks.",
    "Observers counted {n} violations of the truce around {t} within a week.",
    "Electricity in {t} was cut for {n} hours, and many people cooked over open fires in their yards.",
    "The council of {t} asked for generators, blankets and {n} tents for those who have lost everything.",
];
