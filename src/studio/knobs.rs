//! The drawer's knobs: what is around the page, the server and the clock behind it, and overlays.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::studio::{says, stage};
use crate::ui::select::{Choice, Select};
use crate::ui::{Button, Checkbox, Drawn, Field, changing};

/// What is around the page: a parameter of the address, its control, its label, its values.
const SURROUNDINGS: [(&str, &str, &str, &[&str]); 6] = [
    ("profile", "studio-profile", "Profile", &["personal", "shared", "kiosk"]),
    ("lang", "studio-lang", "Language", &["zh-TW", "en"]),
    ("mode", "studio-mode", "Mode", &["light", "dark", "contrast"]),
    ("density", "studio-density", "Density", &["default", "child", "kiosk"]),
    ("zoom", "studio-zoom", "Text size in per cent", &["100", "125", "150", "200"]),
    ("zhuyin", "studio-zhuyin", "注音", &["1"]),
];

/// How a call can fail: faults of the network, then problems of the server.
const FAILURES: [&str; 7] = [
    "offline",
    "unreachable",
    "timeout",
    "server.busy",
    "rate.limited",
    "server.maintenance",
    "server.error",
];

/// What buttons have the stage do.
const ACTS: [(&str, &str); 7] = [
    ("expire challenge", "Challenge expires"),
    ("expire flow", "Flow expires"),
    ("expire session", "Session expires"),
    ("jump 60", "Clock +1 minute"),
    ("jump 600", "Clock +10 minutes"),
    ("jump 3600", "Clock +1 hour"),
    ("rebuild", "Build the Rust anew"),
];

/// What lies over the page: its name, its control, its label, what it shows.
const OVERLAYS: [(&str, &str, &str, &str); 5] = [
    ("tab-order", "studio-tab-order", "Tab order", "Numbers in the order of the Tab key."),
    ("names", "studio-names", "Accessible names", "What a screen reader calls each control."),
    ("targets", "studio-targets", "Small targets", "Outlines what is under 44 pixels."),
    ("headings", "studio-headings", "Headings", "The outline of the page."),
    ("live", "studio-live", "Live regions", "What they have said since now."),
];

/// All of the knobs.
pub(super) fn draw() -> AnyView {
    let surroundings = SURROUNDINGS.map(|(name, id, label, values)| {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        setting(name, id, label, values)
    });
    let brand = setting("theme", "studio-theme", "Brand", stage::brands());
    let acts = ACTS.map(|(act, label)| {
        let press = move |()| stage::act(act);
        view! { <Button press>{label}</Button> }.drawn()
    });
    view! {
        <section aria-label=says::SURROUNDINGS>
            <h2>{says::SURROUNDINGS}</h2>
            {surroundings.into_iter().collect_view()}
            {brand}
        </section>
        <section aria-label=says::SERVER>
            <h2>{says::SERVER}</h2>
            {latency()}
            {failing()}
            <div class="c-studio__acts">{acts.into_iter().collect_view()}</div>
        </section>
        <section aria-label=says::OVERLAYS>
            <h2>{says::OVERLAYS}</h2>
            {OVERLAYS.map(overlay).into_iter().collect_view()}
        </section>
    }
    .into_any()
}

fn setting(name: &'static str, id: &'static str, label: &'static str, values: Vec<String>) -> AnyView {
    let choices = choices(values);
    let chosen = RwSignal::new(stage::setting(name));
    let choose = move |value: String| {
        stage::set(name, &value);
        chosen.set(value);
    };
    let text = says::text(label, "");
    view! { <Select name=id text empty=says::AS_IT_IS choices chosen choose/> }.drawn()
}

fn choices(values: Vec<String>) -> Vec<Choice> {
    values.into_iter().map(|value| Choice { label: value.clone(), value }).collect()
}

fn latency() -> AnyView {
    let (name, text) = ("studio-latency", says::text(says::LATENCY, says::LATENCY_HINT));
    let now = RwSignal::new(stage::setting("latency"));
    let note = changing(move || {
        now.with(|now| if now.is_empty() { "0" } else { now.as_str() }.to_owned()).into_any()
    });
    let slide = move |event: Event| {
        let value = event_target_value(&event);
        stage::set("latency", &value);
        now.set(value);
    };
    let start = now.get_untracked().parse().unwrap_or(0_u32).to_string();
    view! {
        <Field name text>
            <div class="c-studio__slider">
                <input type="range" id=name name=name min="0" max="5000" step="100" value=start on:input=slide/>
                <output for=name>{note} " ms"</output>
            </div>
        </Field>
    }
    .drawn()
}

fn failing() -> AnyView {
    let choices = choices(FAILURES.map(str::to_owned).into());
    let chosen = RwSignal::new(String::new());
    let choose = move |how: String| {
        stage::fail_next(&how);
        chosen.set(how);
    };
    let text = says::text(says::FAIL, "");
    view! { <Select name="studio-fail" text empty=says::FAIL_NOT choices chosen choose/> }.drawn()
}

fn overlay((name, id, label, hint): (&'static str, &'static str, &'static str, &'static str)) -> AnyView {
    let is_shown = RwSignal::new(false);
    // An effect, because what lies over the page is the stage's.
    Effect::new(move |last: Option<bool>| {
        let shows = is_shown.get();
        if last.is_some() {
            stage::overlay(name, shows);
        }
        shows
    });
    view! { <Checkbox name=id label hint checked=is_shown/> }.drawn()
}
