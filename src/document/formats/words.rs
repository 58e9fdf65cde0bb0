//! Words of values.

use serde_json::Value;

/// What a value of a field says: words, or the name of what it describes, or several of these.
pub fn line(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Object(fields) => ["name", "title", "id"]
            .iter()
            .find_map(|name| line(fields.get(*name)?)),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(line).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}
