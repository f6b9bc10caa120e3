//! Where the person is in the portal, and going elsewhere.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Whose;
use crate::device::{self, Address, Followed};
use crate::routes::part::{Draw, Part};
use crate::routes::{Screen, keep_readings, step_of};

/// The place; `<App>` provides it. Address, title and page change together, once the part of the
/// page is there: until then the page that is being left stays, and can be used.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    address: RwSignal<Address>,
    page: RwSignal<(Part, Draw)>,
    is_on_its_way: RwSignal<bool>,
    /// Whether somebody who went back out of a journey is asked first.
    is_leaving: RwSignal<bool>,
    whose: Whose,
    /// Counts what was set out for: only the last of it is arrived at.
    journeys: StoredValue<u32>,
}

/// How a page is gone to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Going {
    /// By a new entry of the history.
    On { stays: bool },
    /// In place of the present entry.
    InPlace,
    /// By Back or Forward: the address is there already.
    Moved,
}

impl Place {
    /// The place at which the portal was opened; its page is drawn by `page`.
    pub(crate) fn new(page: (Part, Draw), whose: Whose) -> Self {
        Self {
            address: RwSignal::new(device::here()),
            page: RwSignal::new(page),
            is_on_its_way: RwSignal::new(false),
            is_leaving: RwSignal::new(false),
            whose,
            journeys: StoredValue::new(0),
        }
    }

    /// Follows links, Back and Forward from now on. In a kiosk a journey under way is one entry of the
    /// history, and Back out of it asks first (experience.md K8).
    pub(crate) fn follow(self) {
        device::on_moved(move || {
            if self.is_one_entry() {
                self.address.with_untracked(|Address { path, query }| {
                    device::write_address(&[path, "?", query].concat(), false);
                });
                return self.is_leaving.set(true);
            }
            let Address { path, query } = device::here();
            self.set_out([&path, "?", &query].concat(), Going::Moved);
        });
        device::on_followed(move |Followed { address, stays }| {
            let is_ours = Screen::at(&Address::read(&address).path).is_some();
            if is_ours {
                self.set_out(address, self.on(stays));
            }
            is_ours
        });
    }

    /// Whether somebody who went back out of a journey is being asked.
    pub(crate) const fn is_leaving(self) -> RwSignal<bool> {
        self.is_leaving
    }

    /// The page, which is followed; none at an address without one.
    pub(crate) fn screen(self) -> Option<Screen> {
        self.address.with(|address| Screen::at(&address.path))
    }

    /// The page, for what happens once.
    pub(crate) fn screen_now(self) -> Option<Screen> {
        untrack(|| self.screen())
    }

    /// Whether the person is past the first step of a journey, in a kiosk.
    fn is_one_entry(self) -> bool {
        let journey = self.screen_now().filter(|screen| screen.journey().is_some());
        self.whose.is_kiosk()
            && journey.is_some_and(|screen| {
                self.address.with_untracked(|address| !step_of(&address.path, screen).is_empty())
            })
    }

    /// The path, which is followed.
    pub(crate) fn path(self) -> Memo<String> {
        Memo::new(move |_| self.address.with(|address| address.path.clone()))
    }

    /// The query, which is followed.
    pub(crate) fn query(self) -> Memo<String> {
        Memo::new(move |_| self.address.with(|address| address.query.clone()))
    }

    /// `address` with the sounds of its words, if the present page has them.
    pub(super) fn keep_readings(self, address: String) -> String {
        self.address.with_untracked(|here| keep_readings(address, &here.query))
    }

    /// What draws the present page, which is followed.
    pub(crate) fn page(self) -> Draw {
        self.page.get().1
    }

    /// Whether a page is being fetched.
    pub(crate) fn is_on_its_way(self) -> bool {
        self.is_on_its_way.get()
    }

    /// Goes to a page of the portal.
    pub(crate) fn go(self, address: String) {
        self.set_out(address, self.on(false));
    }

    fn on(self, stays: bool) -> Going {
        if self.is_one_entry() { Going::InPlace } else { Going::On { stays } }
    }

    /// Goes to a page of the portal in place of this one: Back does not come here again.
    pub(crate) fn go_instead(self, address: String) {
        self.set_out(address, Going::InPlace);
    }

    /// Draws a page of the first module anew, whichever is on show, in place of this one.
    pub(crate) fn begin_anew(self, address: String) {
        // As if it came from nowhere, so that a page that is on show is drawn again.
        self.page.update_untracked(|(part, _)| *part = Part::Nothing);
        self.set_out(address, Going::InPlace);
    }

    fn set_out(self, address: String, going: Going) {
        let address = if going == Going::Moved { address } else { self.keep_readings(address) };
        let part = Part::at(&Address::read(&address).path);
        self.journeys.update_value(|journeys| *journeys += 1);
        if self.page.with_untracked(|(present, _)| *present == part) {
            self.is_on_its_way.set(false);
            self.arrive(&address, going);
            return;
        }
        let journey = self.journeys.get_value();
        self.is_on_its_way.set(true);
        spawn_local(async move {
            let draw = part.fetch().await;
            if self.journeys.get_value() == journey {
                self.is_on_its_way.set(false);
                self.page.set((part, draw));
                self.arrive(&address, going);
            }
        });
    }

    fn arrive(self, address: &str, going: Going) {
        let arrived = Address::read(address);
        if going != Going::Moved {
            let is_here = arrived == device::here();
            device::write_address(address, going == Going::InPlace || is_here);
        }
        if self.address.with_untracked(|address| *address != arrived) {
            self.address.set(arrived);
        }
        if matches!(going, Going::On { stays: false } | Going::InPlace) {
            device::to_top();
        }
    }
}

/// The place that `<App>` provides.
pub(crate) fn use_place() -> Place {
    expect_context() // invariant: every component stands below `<App>`
}

/// The page of the place.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    let place = use_place();
    let mut is_odd = false;
    crate::ui::changing(move || {
        let draw = place.page();
        let page = untrack(draw);
        is_odd = !is_odd;
        // Two pages may be of one type; Leptos would then make one into the other, and what was
        // typed in the one would stand in the other.
        if is_odd { page } else { (page, ()).into_any() }
    })
}
