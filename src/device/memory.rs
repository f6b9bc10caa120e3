//! Memory that is given back is overwritten: a password or an ID number that was dropped is nowhere in
//! the module's memory, whichever text it was in, and whatever grew or was joined from it.
//!
//! What cannot be promised: the browser's own copies. The text that a field had and the body that a
//! request had are strings of the script engine, which cannot be overwritten. They are let go of, and
//! the engine frees them when it collects. A password that is still being typed or sent is in memory.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;

/// The allocator of the module.
struct Forgetful;

#[global_allocator]
static ALLOCATOR: Forgetful = Forgetful;

// SAFETY: every call goes on to the system's allocator as it came; what is overwritten in between is
// memory of the caller's, of the size that the caller says, which is given back in the same breath.
// `realloc` is the trait's own: a new place, a copy, and the old one given back by `dealloc`.
#[expect(unsafe_code, reason = "an allocator is unsafe by its trait")]
unsafe impl GlobalAlloc for Forgetful {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe {
            place.write_bytes(0, layout.size());
            // Without this, writing to what is freed next could be left out.
            System.dealloc(black_box(place), layout);
        }
    }
}
