//! What is missing or looks wrong, and who can mend it.

use contract::api::data_check::{DataCheck, Finding, Weight};
use leptos::prelude::*;

use crate::ui::{Drawn, Icon, Notice, Shape, Tone, only_if};
use crate::words::{CheckWords, Words, fill, finding_text, mender_text};

/// The findings: first what has to be mended, then what only some services do not understand.
pub(super) fn draw(check: &DataCheck, words: &'static Words) -> AnyView {
    let say = &CheckWords::of(words.language).page;
    let of = |weight| check.findings.iter().filter(move |finding| finding.weight == weight);
    let wrong: Vec<&Finding> = of(Weight::Wrong).collect();
    let unusual: Vec<&Finding> = of(Weight::Unusual).collect();
    let unusual = only_if(!unusual.is_empty(), || {
        view! {
            <section class="c-page__part" aria-labelledby="unusual">
                <h2 id="unusual">{say.unusual}</h2>
                <p>{say.unusual_text}</p>
                {list(&unusual, Shape::Info, words)}
            </section>
        }
        .drawn()
    });
    if wrong.is_empty() {
        return view! {
            <Notice tone=Tone::Success id="found">
                <p><strong>{say.good}</strong></p>
                <p>{say.good_text}</p>
            </Notice>
            {unusual}
        }
        .into_any();
    }
    let sentence = if wrong.len() == 1 { say.bad_one } else { say.bad_many };
    let count = fill(sentence, &wrong.len().to_string());
    view! {
        <Notice tone=Tone::Warning id="found">
            <p><strong>{count}</strong></p>
            <p>{say.bad_text}</p>
        </Notice>
        {list(&wrong, Shape::Alert, words)}
        {unusual}
    }
    .into_any()
}

fn list(findings: &[&Finding], shape: Shape, words: &'static Words) -> AnyView {
    let line = |finding: &&Finding| {
        let (text, mender) = (finding_text(words, finding), mender_text(words, finding.mender));
        view! {
            <li class="c-findings__one">
                <Icon shape=shape/>
                <div><strong>{text}</strong> <p>{mender}</p></div>
            </li>
        }
        .drawn()
    };
    view! { <ul class="c-findings">{findings.iter().map(line).collect_view()}</ul> }.drawn()
}
