"""mathdata prepares mathematics corpora for supervised fine-tuning."""
