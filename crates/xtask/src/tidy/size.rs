//! The size budget: what is longer than a reader can hold.

use super::Complaint;
use super::blocks::{components, count_parameters, functions, views};
use super::source::Source;

const FILE_LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 70;
const VIEW_LINES_MAX: usize = 60;
const PROPS_MAX: usize = 10;
const PUBLIC_COMPONENTS_MAX: usize = 1;
const CLASS_CHARACTERS_MAX: usize = 80;

const RULE: &str = "size";

pub(super) fn check(source: &Source) -> Vec<Complaint> {
    let mut found = Vec::new();
    let lines = source.lines_outside_tests();
    if lines > FILE_LINES_MAX {
        let what = format!("{lines} lines outside tests, {FILE_LINES_MAX} at most");
        found.push(Complaint::new(RULE, &source.path, 1, what));
    }
    for function in functions(source).iter().filter(|function| function.lines > FUNCTION_LINES_MAX) {
        let (name, lines) = (function.name, function.lines);
        let what = format!("fn {name} has {lines} lines, {FUNCTION_LINES_MAX} at most");
        found.push(Complaint::at(RULE, source, function.start, what));
    }
    for view in views(source) {
        let lines = source.line(view.end - 1) - source.line(view.start) + 1;
        if lines > VIEW_LINES_MAX {
            let what = format!("view! has {lines} lines, {VIEW_LINES_MAX} at most");
            found.push(Complaint::at(RULE, source, view.start, what));
        }
    }
    found.extend(of_components(source));
    found.extend(of_classes(source));
    found
}

fn of_components(source: &Source) -> Vec<Complaint> {
    let components = components(source);
    let props = |list: &str| count_parameters(list);
    let crowded = components.iter().filter(|each| props(each.function.parameters) > PROPS_MAX);
    let mut found: Vec<_> = crowded
        .map(|each| {
            let what = format!("{} has more than {PROPS_MAX} props", each.function.name);
            Complaint::at(RULE, source, each.function.start, what)
        })
        .collect();
    let public = components.iter().filter(|each| each.is_public).skip(PUBLIC_COMPONENTS_MAX);
    found.extend(public.map(|each| {
        let what = format!("{} is a second public component in its file", each.function.name);
        Complaint::at(RULE, source, each.function.start, what)
    }));
    found
}

fn of_classes(source: &Source) -> Vec<Complaint> {
    let is_class = |at: usize| source.full[..at].ends_with("class=\"");
    let texts = source.texts_outside_tests().filter(|(at, _)| is_class(*at));
    texts
        .filter(|(_, text)| text.chars().count() > CLASS_CHARACTERS_MAX)
        .map(|(at, _)| {
            let what = format!("class is longer than {CLASS_CHARACTERS_MAX} characters");
            Complaint::at(RULE, source, at, what)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(text: &str) -> usize {
        check(&Source::new("src/a.rs", text)).len()
    }

    #[test]
    fn long_file_is_found() {
        assert_eq!(complaints(&"a();\n".repeat(400)), 0);
        assert_eq!(complaints(&"a();\n".repeat(401)), 1);
    }

    #[test]
    fn long_function_and_view_are_found() {
        let view = format!("fn a() {{ view! {{\n{}}} }}", "<p/>\n".repeat(60));
        assert_eq!(complaints(&view), 1);
        assert_eq!(complaints(&format!("fn a() {{\n{}}}", "b();\n".repeat(69))), 1);
        assert_eq!(complaints(&format!("fn a() {{\n{}}}", "b();\n".repeat(68))), 0);
    }

    #[test]
    fn second_public_component_is_found() {
        let one = "#[component]\npub(crate) fn A() -> X {}\n";
        assert_eq!(complaints(one), 0);
        assert_eq!(complaints(&one.repeat(2)), 1);
        assert_eq!(complaints(&[one, "#[component]\nfn B() -> X {}"].concat()), 0);
    }

    #[test]
    fn many_props_and_long_class_are_found() {
        let props: String = (0..11).map(|at| format!("p{at}: Vec<(u8, u8)>, ")).collect();
        assert_eq!(complaints(&format!("#[component]\nfn A({props}) {{}}")), 1);
        let class = format!("<p class=\"{}\"/>", "x".repeat(81));
        assert_eq!(complaints(&class), 1);
    }
}
