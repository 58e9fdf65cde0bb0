//! So many at once.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Turns that are taken and given back.
#[derive(Debug, Clone)]
pub(super) struct Turns(Arc<(Mutex<usize>, Condvar)>);

/// A turn; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Turn(Turns);

impl Turns {
    pub fn new(turns: usize) -> Turns {
        Turns(Arc::new((Mutex::new(turns), Condvar::new())))
    }

    /// A turn, if one is free.
    pub fn try_take(&self) -> Option<Turn> {
        let mut free = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        *free = free.checked_sub(1)?;
        Some(Turn(self.clone()))
    }

    /// A turn, once one is free.
    pub fn take(&self) -> Turn {
        let free = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self
            .0
            .1
            .wait_while(free, |free| *free == 0)
            .unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Turn(self.clone())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *self.0.0.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.0.1.notify_one();
    }
}
