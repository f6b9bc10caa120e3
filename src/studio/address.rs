//! Addresses: the studio's `/studio/sign-in?state=locked&lang=en` is the portal's `/sign-in?lang=en`.

use leptos::prelude::window;

use crate::device::Address;

/// The first segment of every address of the studio.
const SEGMENT: &str = "studio";

/// What a query says to the studio. Everything else in it is the portal's.
const OWN: [&str; 8] = ["state", "profile", "mode", "density", "theme", "zoom", "latency", "drawer"];

/// The portal's address for one of the studio's; any other stays as it is.
pub(crate) fn inside(address: &str) -> String {
    let Address { path, query } = Address::read(address);
    let path = match path.strip_prefix('/').and_then(|rest| rest.strip_prefix(SEGMENT)) {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => &path,
    };
    joined(path, pairs(&query).filter(|pair| !is_own(pair)))
}

/// The studio's address for one of the portal's: what is said to the studio stays in the bar.
pub(crate) fn outside(address: &str) -> String {
    let location = window().location();
    written(address, &location.search().unwrap_or_default())
}

fn written(address: &str, search: &str) -> String {
    let Address { path, query } = Address::read(&inside(address));
    let own = pairs(search.trim_start_matches('?')).filter(is_own);
    joined(&["/", SEGMENT, &path].concat(), own.chain(pairs(&query)))
}

fn pairs(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').filter(|pair| !pair.is_empty())
}

fn is_own(pair: &&str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    OWN.contains(&name)
}

fn joined<'a>(path: &str, pairs: impl Iterator<Item = &'a str>) -> String {
    let query = pairs.collect::<Vec<_>>().join("&");
    if query.is_empty() { path.to_owned() } else { [path, "?", &query].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portal_sees_its_own_address() {
        assert_eq!(inside("/studio/sign-in?state=locked&lang=en&mode=dark"), "/sign-in?lang=en");
        assert_eq!(inside("/studio/"), "/");
        assert_eq!(inside("/studio"), "/");
        assert_eq!(inside("/studios"), "/studios");
        assert_eq!(inside("/sign-in?notice=timed-out"), "/sign-in?notice=timed-out");
    }

    #[test]
    fn the_address_bar_keeps_what_is_said_to_the_studio() {
        let search = "?state=locked&lang=en&mode=dark";
        assert_eq!(written("/account", search), "/studio/account?state=locked&mode=dark");
        assert_eq!(written("/?lang=en", search), "/studio/?state=locked&mode=dark&lang=en");
        assert_eq!(written("/studio/not-me?state=a", search), "/studio/not-me?state=locked&mode=dark");
        assert_eq!(written("/account", ""), "/studio/account");
    }
}
