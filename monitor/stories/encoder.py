"""The door to an embedding model: a folder on this machine → what makes embeddings of titles.

Read by model2vec, which the extra `monitor[semantic]` installs and which is imported only where a model is named.
Nothing is ever fetched: without a folder model2vec would take the path for a name and ask a hub for it.
"""

import os
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.stories.embedding import Encoder

if TYPE_CHECKING:
    from model2vec import StaticModel

TRIAL = "North Korea sends 1,500 soldiers to Russia · 북한군 러시아 파병 · Войска КНДР в России"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFault:
    """A model that can't be used: what is wrong, and what to do."""

    message: str
    hint: str


def load_encoder(folder: Path, alike: float) -> Encoder | ModelFault:
    """The model in `folder`, tried out once."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # read once, when the library is imported: nothing goes out from here on
    try:
        from model2vec import StaticModel
    except ImportError as exc:
        return ModelFault(
            message=f"what reads an embedding model is not installed: {exc}",
            hint="pip install 'monitor[semantic]', or take 'embeddings' out",
        )
    try:
        model = StaticModel.from_pretrained(folder)
        trial = _numbers(model, TRIAL)
        tag = _tag(model)
    except Exception as exc:  # noqa: BLE001  # three formats, read by libraries that promise no errors of their own
        return ModelFault(
            message=f"the embedding model can't be read: {type(exc).__name__}: {exc}",
            hint="name the folder of a static model as model2vec saves it: config.json, tokenizer.json and "
            "model.safetensors",
        )
    if not all(map(isfinite, trial)):
        return ModelFault(message="the embedding model gives what is no number", hint="it is damaged: copy it anew")
    return Encoder(model=tag, numbers=partial(_numbers, model), alike=alike)


def _numbers(model: "StaticModel", title: str) -> list[float]:
    return [float(number) for number in model.encode(title, use_multiprocessing=False)]


def _tag(model: "StaticModel") -> str:
    """A digest of all that the vectors of a model depend on: half a second for half a gigabyte."""
    digest = blake2b(model.tokenizer.to_str().encode(), digest_size=6)
    for numbers in (model.embedding, model.weights, model.token_mapping):
        if numbers is not None:
            digest.update(numbers.ravel().data)
    return digest.hexdigest()
