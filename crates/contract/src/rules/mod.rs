//! The rules, each parsed once into a type or an error enum. No prose, no regex.
