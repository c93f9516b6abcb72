"""Data sets of the Hugging Face hub, through `datasets`."""

from pathlib import Path

from mathdata.errors import InputError


def cached_data_set(name: str, split: str) -> Path:
    """A `save_to_disk` folder of one split, in the cache beside what `datasets` has downloaded.

    Raises:
        InputError: if it cannot be loaded: no network, no such data set, no such split.
    """
    import datasets
    from datasets.exceptions import DatasetNotFoundError
    from huggingface_hub.errors import HfHubHTTPError

    try:
        rows = datasets.load_dataset(name, split=split)
    except (DatasetNotFoundError, HfHubHTTPError, ConnectionError, OSError, ValueError) as error:
        raise InputError(
            f"{name}: no such file, and the hub did not give a data set of this name ({_first_line(error)}); "
            "check the name and the network, or download it and name the folder"
        ) from None
    folder = Path(datasets.config.HF_DATASETS_CACHE) / "mathdata" / f"{name.replace('/', '--')}-{rows._fingerprint}"
    if not folder.exists():
        rows.save_to_disk(str(folder))
    return folder


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:200]
