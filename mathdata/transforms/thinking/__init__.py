"""What solutions are made of: sentences and equations, the frame around them, and the answer at their end."""
