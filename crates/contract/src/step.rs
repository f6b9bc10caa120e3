//! What the server tells the portal to show next.

use serde::{Deserialize, Serialize};

/// The next step of a journey. The portal maps it to a screen by an exhaustive match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum NextStep {
    /// Ask for account, password and challenge.
    Password,
    /// The journey is over: go to this address of ours, built by the server.
    Completed {
        /// A path on this origin.
        continue_to: String,
    },
}
