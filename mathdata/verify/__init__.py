"""Reads what anybody wrote: finds equation chains, proves or refutes each link, and compares answers."""
