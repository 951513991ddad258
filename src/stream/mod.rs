//! Reading bodies as they pass by.
//!
//! A gateway need not hold a body of 50 MB to know its RequestId. [`Reader`] reads the pieces as
//! they come, wherever they are cut, and says at the end what [`parse`](crate::parse()) says of the
//! whole.

mod reader;
mod room;

pub use reader::Reader;
