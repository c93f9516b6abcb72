"""Tokens: what a trainer eats. Chat templates, label masks, padding and packing.

```text
records ─turns─> ─template─> text, spans of the trained characters ─tokenizer─> ids, spans of the trained tokens
        ─packing─> rows of ids, labels, positions
```

A span is trained as the data say (`Message.loss`, else every assistant turn), and reaches from the first
character that the model must write to the mark that ends its turn. Nothing is counted by hand and nothing is
tokenised twice: the tokenizer itself says which characters each token stands for.
"""
