//! How the solutions of a SELECT become rows.

use oxigraph::model::Variable;

/// How the variables of a column become values.
#[derive(Debug, Clone)]
pub(crate) enum Decode {
    /// A node and its label.
    Node(Variable, Variable),
    /// A class.
    Class(Variable),
    /// An exact number.
    Number(Variable),
    /// A number, and where it is not exact its words and the greatest that may be meant.
    Told {
        number: Variable,
        words: Variable,
        greatest: Variable,
    },
    /// Lowest and highest.
    Range(Variable, Variable),
    /// First and last day.
    Days(Variable, Variable),
    /// Words.
    Text(Variable),
    /// What is said, or the node (with its label), and who says so: the article, and the quoted speaker.
    Claim {
        text: Option<Variable>,
        node: Option<(Variable, Variable)>,
        days: Option<(Variable, Variable)>,
        source: Variable,
        speaker: Variable,
    },
}

/// How the solutions of a question become rows.
pub(crate) struct Shape {
    pub subject: Variable,
    /// Header, how to read it, and the property that tells whether it is disputed.
    pub columns: Vec<(String, Decode, Option<String>)>,
    pub disputes: Variable,
}

/// How the solutions of a table of counts become rows.
pub(crate) struct GroupShape {
    /// Header and how to read it, keys first, before anything is left out.
    pub columns: Vec<(String, GroupDecode)>,
    /// Columns to show, with their headers.
    pub show: Vec<(usize, String)>,
    pub keys: Vec<Variable>,
}

/// How a column of counts is read.
#[derive(Debug, Clone)]
pub(crate) enum GroupDecode {
    /// A key or the elements of a list; `""` is unknown.
    Value(Decode),
    /// A period.
    Period(Variable),
    /// The number of a week.
    Week(Variable),
    /// A count.
    Number(Variable),
    /// A key that is a number, or the words of one that is not exact.
    Key(Variable),
    /// A sum, average, least or greatest: from `low` to `high`, which is `""` when there is no greatest, and absent where
    /// all numbers are exact.
    Amount {
        low: Variable,
        high: Option<Variable>,
    },
    /// Sum of lowest and of highest; the latter counts only when as many are known.
    Range { low: Variable, high: Variable },
    /// A day.
    Day(Variable),
}

impl Decode {
    pub fn variables(&self) -> Vec<Variable> {
        match self {
            Decode::Node(a, b) | Decode::Range(a, b) | Decode::Days(a, b) => {
                vec![a.clone(), b.clone()]
            }
            Decode::Told {
                number,
                words,
                greatest,
            } => vec![number.clone(), words.clone(), greatest.clone()],
            Decode::Class(a) | Decode::Number(a) | Decode::Text(a) => vec![a.clone()],
            Decode::Claim {
                text,
                node,
                days,
                source,
                speaker,
            } => {
                let mut out: Vec<Variable> = text.iter().cloned().collect();
                for (a, b) in node.iter().chain(days) {
                    out.extend([a.clone(), b.clone()]);
                }
                out.extend([source.clone(), speaker.clone()]);
                out
            }
        }
    }
}

impl GroupDecode {
    /// An amount that is exact.
    pub(super) fn exactly(number: &Variable) -> GroupDecode {
        GroupDecode::Amount {
            low: number.clone(),
            high: None,
        }
    }

    pub fn variables(&self) -> Vec<Variable> {
        match self {
            GroupDecode::Value(decode) => decode.variables(),
            GroupDecode::Period(a)
            | GroupDecode::Week(a)
            | GroupDecode::Number(a)
            | GroupDecode::Key(a)
            | GroupDecode::Day(a) => {
                vec![a.clone()]
            }
            GroupDecode::Range { low, high } => vec![low.clone(), high.clone()],
            GroupDecode::Amount { low, high } => {
                let high = high.iter().cloned();
                [low.clone()].into_iter().chain(high).collect()
            }
        }
    }
}

/// Each variable once, where it comes first.
pub(super) fn unique(variables: Vec<Variable>) -> Vec<Variable> {
    let mut out: Vec<Variable> = Vec::new();
    for variable in variables {
        if !out.contains(&variable) {
            out.push(variable);
        }
    }
    out
}
