"""Wrong solutions made of true ones: a named error at a known step, and what follows from it."""
