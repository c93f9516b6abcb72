"""The training measure needs PyTorch, which nothing else does."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["bench_training.py", "tiny_transformer.py"]
