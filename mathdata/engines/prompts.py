"""How to ask the trained model, written beside each output of a run whose steps change the prompt."""

from mathdata.engines.job import Job
from mathdata.inference import Asked, as_text
from mathdata.outputs import Outputs


def prompt_places(job: Job) -> list[str]:
    """The files that will stand beside the outputs; none where no step changes the prompt."""
    if _asked(job) == [Asked(system=job.system)]:
        return []
    return [f"{output.path}.prompt.json" for output in job.outputs if output.path != "-"]


def write_prompts(job: Job, outputs: Outputs) -> None:
    """Write those files."""
    text = as_text(_asked(job)).encode()
    for place in prompt_places(job):
        with outputs.file(place) as file:
            file.write(text)


def _asked(job: Job) -> list[Asked]:
    ways = [Asked(system=job.system)]
    for _, step in job.named_steps():
        ways = step.asked(ways)
    return ways
