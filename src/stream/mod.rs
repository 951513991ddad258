//! Reading bodies as they pass by.
//!
//! A gateway need not hold a body of 50 MB to know its RequestId. [`Reader`] reads the pieces as
//! they come, wherever they are cut, and says at the end what [`parse`](crate::parse()) says of the
//! whole. [`bodies`] goes through many bodies in one buffer.

mod bodies;
mod held;
mod passing;
mod reader;
mod room;

pub use bodies::{Bodies, Body, bodies};
pub use reader::Reader;
